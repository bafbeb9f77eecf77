"""The phrases of Indonesian. Written by a machine; they wait for review by somebody who grew up with the language."""

from ivr.checking.phrasebook import listed, phrases
from ivr.checking.wordlists.wordlist import Wordlist

_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "kosong")
_KEYS = (*"0123456789*#", *_DIGITS, "pagar", "bintang")

INDONESIAN = Wordlist(
    key_first=phrases(
        "tekan|tekanlah|pencet|ketik|sentuh [tombol|angka|nomor|tanda] [angka|tanda] <key> "
        "untuk|jika|bila|apabila|kalau|guna|agar|supaya",
        keys=_KEYS,
    ),
    leads=frozenset({"untuk", "jika", "bila", "apabila", "kalau", "guna", "agar", "supaya"}),
    banned=phrases(
        "panggilan|telepon Anda [sangat|amat] penting",
        "dengarkan|simak|dengarlah|simaklah [baik-baik] [dengan] saksama|seksama|cermat|teliti|baik|baik-baik",
        "pilihan|menu|opsi [kami] telah|sudah|baru [saja] berubah|diubah",
        "volume panggilan|telepon [kami] [yang|sedang|sangat|lebih] tinggi",
        "melayani Anda lebih baik|lanjut",
        "pelanggan [yang] terhormat|setia",
        "tahukah Anda",
        "promo|promosi",
        "penawaran|tawaran|harga [yang] khusus|spesial|istimewa|terbatas|menarik",
        "waktu|masa terbatas",
        "hemat hingga|sampai",
        "jangan lewatkan",
    ),
    jargon={
        "tekan": phrases(
            "pencet|sentuh|ketik|putar|dial|pijit|ketuk [tombol|angka|nomor|tanda] [angka|tanda] <key>", keys=_KEYS
        ),
        "masukkan": phrases("ketik|ketikkan|pencet|dial|putar [semua|seluruh] nomor|kode|pin|angka"),
        "tombol": phrases("nada sentuh", "dtmf"),
        "nol": phrases(
            "tekan|pencet|angka|tombol|nomor kosong", f"kosong {'|'.join(_DIGITS)}", f"{'|'.join(_DIGITS[:-1])} kosong"
        ),
        "mengakhiri panggilan": phrases(
            "memutus|memutuskan|diputus|diputuskan  panggilan|sambungan|telepon",
            "panggilan|sambungan [Anda|ini] akan diputus|diputuskan|terputus",
            "diskoneksi|terminasi",
        ),
        "tanda pagar": phrases("tagar", "tanda|tombol kres|hash"),
        "tanda bintang": phrases("asterisk|asteris"),
    },
    cards=phrases(
        "nomor|angka|digit ... kartu [kredit|debit]",
        "kartu kredit|debit",
        "masukkan|sebutkan ... kartu",
        "masa|tanggal berlaku|kedaluwarsa|kadaluarsa",
        "kode keamanan|verifikasi ... kartu",
        "kode|angka ... belakang kartu",
        "cvv|cvc|cvv2",
        "nomor routing|perutean|rekening",
        "rekening bank|tabungan|giro",
        "jaminan sosial",
        "iban",
    ),
    denials=frozenset({"bukan", "jangan", "tidak", "tampaknya", "tanpa", "belum"}),
    legal=phrases(
        "panggilan|percakapan|telepon|pembicaraan [Anda|ini] [ini] akan|dapat|mungkin|bisa|sedang|selalu [akan|dapat] [kami] "
        "direkam|dipantau|dimonitor|rekam",
        "kami merekam|memantau [semua|setiap] panggilan|percakapan|telepon",
        "anda menyetujui|setuju|mengizinkan|memberi|memberikan|sepakat [izin|persetujuan|kuasa|wewenang]",
        "persetujuan|izin Anda",
        "saya menyetujui|setuju|mengizinkan",
    ),
    whereabouts=listed(
        "di pada dalam dari tercetak tertera tertulis atas bawah dekat samping bagian saat ketika lihat"
    ),
    little=listed(
        "untuk jika bila dan atau dengan lewat di ke dari pada yang ini itu anda kami saya mendengar mendengarnya memakai",
        "berbicara tekan tentang",
    ),
    money=frozenset({"tagihan", "akun", "pembayaran", "rekening", "penagihan"}),
    paying=listed(
        "bayar bayarkan membayar membayarkan dibayar dibayarkan pembayaran tagih menagih ditagih ditagihkan",
        "dibebankan membebankan dipotong memotong didebit mendebit setuju menyetujui disetujui",
    ),
)
