"""What people call the shipped line for, in Indonesian. A person who is free takes every call that asks for one."""

from collections.abc import Mapping
from dataclasses import dataclass

from indonesian_caller import USUAL, Given

from ivr.carrier.happenings import Ended
from ivr.line.company_changes import Value

ACCOUNT = "8448200012345678 1"
PAST_DUE = "8448200023456789 1"
KEYPAD: Mapping[str, Value] = {"pay.mode": "pay_verb"}
LINK: Mapping[str, Value] = {"pay.mode": "link", "pay.link.page": "https://pay.example.com/start?t={token}"}
MOBILE = "+12125550123"
CARD = "4111111111111111 0129 123 10013#"
TOO_LATE = "2026-11-24 22:00 America/New_York"


@dataclass(frozen=True, slots=True)
class Task:
    """What somebody calls for: the keys after 9 and 3, the sentences heard in this order, and how the call ends."""

    keys: str
    heard: tuple[str, ...]
    ended: Ended = Ended.CALLER_HUNG_UP
    given: Given = USUAL


TASKS: Mapping[str, Task] = {
    "pays with a representative": Task(
        f"1 {ACCOUNT} 2580",
        (
            "Untuk membayar tagihan Anda, tekan satu",
            "Petugas akan memandu Anda saat membayar",
            "Silakan masukkan enam belas angka nomor akun Anda",
            "lima enam tujuh delapan. Jika benar, tekan satu. Untuk mengulang, tekan dua",
            "Sekarang masukkan PIN Anda. Jika tidak punya PIN, tekan tanda bintang",
            "Saya sedang menghubungkan Anda dengan petugas",
            "Terima kasih telah menghubungi Spectrum. Sampai jumpa",
        ),
        Ended.BRIDGED,
    ),
    "hears what is due": Task(
        f"2 {ACCOUNT} 2580 2 h",
        (
            "Pertama, saya akan menanyakan nomor akun Anda. Nomor itu ada di bagian atas tagihan Anda",
            "Tagihan Anda sebesar seratus tiga puluh empat dolar lima puluh sen. Jatuh temponya hari Sabtu, lima Desember",
            "Untuk mendengarnya lagi, tekan dua",
        ),
    ),
    "hears what is past due": Task(
        f"2 {PAST_DUE} 1379 h",
        (
            "Seluruh tagihan Anda sebesar dua ratus dua belas dolar tujuh sen",
            "Dari jumlah itu, sembilan puluh delapan dolar sudah lewat jatuh tempo",
        ),
    ),
    "hears that nothing is due": Task(
        "2 8448200034567890 1 4682 h", ("Saat ini tidak ada tagihan yang harus Anda bayar",)
    ),
    "hears of a credit": Task(
        "2 8448200045678901 1 7913 h", ("Anda memiliki kelebihan bayar sebesar dua belas dolar dua puluh lima sen",)
    ),
    "hears of a discount and automatic payments": Task(
        "2 8448200078901234 1 2718 h",
        (
            "Jatuh temponya hari Selasa, satu Desember",
            "Jika dibayar setelah jatuh tempo, diskon Anda dapat hilang",
            "Pembayaran otomatis sudah diatur untuk akun ini",
        ),
        given=Given(company={"claims.discounts": "true"}),
    ),
    "hears of the website and the app": Task(
        "3 1 1 1 1 2 * h",
        (
            "Anda dapat membayar lewat situs web, lewat telepon, atau lewat pos",
            "Anda dapat membayar di situs web kami kapan saja",
            "Situs web menghemat ruang di ponsel Anda",
            "memantau pemakaian data",
            "pilih Ingat saya",
            "menambah kuota data ponsel",
        ),
    ),
    "would rather not pay on a website": Task(
        "3 1 3 2 h", ("Banyak orang lebih suka tidak mengetik data bank mereka", "Untuk membayar lewat pos, tekan dua")
    ),
    "hears of mail, cards and places": Task(
        "3 3 2 * 3 * 4 * 1 h",
        (
            "Mohon sediakan waktu lima hari kerja untuk pembayaran lewat pos",
            "Di beberapa tempat, Anda dapat datang langsung untuk membayar",
            "Kami menerima kartu Visa, Mastercard, American Express, atau Discover",
            "Kami juga menerima kartu debit atau cek elektronik",
            "untuk internet, televisi, telepon, dan ponsel. Nomornya ada pada tagihan Anda",
        ),
    ),
    "asks for a store with cash and a bank": Task(
        "3 3 3 1",
        (
            "lewat telepon, lewat pos, dengan datang langsung, atau di bank",
            "Mungkin ada antrean",
            "Anda dapat datang langsung dan membayar di ribuan toko. Di sana, dan hanya di sana, Anda dapat membayar tunai",
            "Untuk menanyakan toko di dekat Anda, tekan satu",
        ),
        Ended.BRIDGED,
        Given(
            company={"channels.in_person": "stores", "channels.cash": "true", "channels.bank_counter": "true"},
        ),
    ),
    "has trouble with the website": Task(
        "3 4 1 1 1 1 1",
        (
            "Pertama, tunggu beberapa menit",
            "periksa apakah sambungan internet Anda berfungsi",
            "hapus cache dan cookie",
            "misalnya Chrome, Firefox, atau Safari",
            "Mungkin ada masalah teknis, atau sesuatu pada akun Anda",
        ),
        Ended.BRIDGED,
    ),
    "hears why a payment is declined": Task(
        "3 4 2 1 1 1 * h",
        (
            "Satu angka yang keliru sudah cukup untuk menghentikan pembayaran",
            "Pastikan uang di rekening",
            "Hubungi nomor di bagian belakang kartu Anda",
            "Mungkin ada gangguan sementara di pihak kami",
        ),
    ),
    "hears of chat and social media": Task(
        "3 4 3 * 4 h", ("cari Bantuan atau Chat di situs web kami", "Media sosial cocok untuk pertanyaan umum")
    ),
    "asks for help": Task(
        "4 2 * 3 1",
        (
            "Jika perlu tambahan waktu untuk membayar, tekan dua",
            "Anda mungkin dapat membuat kesepakatan pembayaran",
            "Mungkin ada program keringanan",
        ),
        Ended.BRIDGED,
    ),
    "gives proof of a payment": Task(
        "4 1 1 w30 77310042# 1",
        (
            "Masukkan angka nomor konfirmasi Anda, lalu tekan tanda pagar",
            "Nomor itu ada pada tanda terima",
            "Anda memasukkan tujuh tujuh tiga satu nol nol empat dua",
            "Petugas akan memeriksa pembayaran Anda",
        ),
        Ended.BRIDGED,
    ),
    "keys a wrong PIN three times": Task(
        " ".join(("1", *(f"{ACCOUNT} 1111",) * 3)),
        (
            "Data yang cocok tidak saya temukan. Mari kita coba sekali lagi",
            "Data yang cocok tidak saya temukan, tetapi petugas dapat membantu Anda",
        ),
        Ended.BRIDGED,
    ),
    "proves it in other ways": Task(
        f"2 {ACCOUNT} * 3 w30 10013 2 4417 h",
        (
            "Untuk kode pos Anda, tekan tiga",
            "Masukkan lima angka kode pos alamat tagihan Anda. Untuk memakai cara lain, tekan tanda bintang",
            "Itu adalah kode pos alamat pengiriman tagihan Anda",
            "Itu cukup untuk membayar. Untuk menyebutkan jumlah, saya perlu keterangan lain",
            "Masukkan kode keamanan pada tagihan Anda",
            "seratus tiga puluh empat dolar lima puluh sen",
        ),
    ),
    "keys too few digits, a card, and nothing": Task(
        "1 12345# 4111111111111111# w60",
        (
            "Itu bukan nomor akun. Saya menerima lima dari enam belas angka",
            "Itu tampaknya nomor kartu, jadi tidak saya simpan",
        ),
        Ended.BRIDGED,
    ),
    "keeps silent": Task(
        "5 w300",
        (
            "Maaf, itu tidak ada dalam pilihan. Untuk berbicara dengan petugas, tekan nol",
            "Untuk mengulang pilihan, tekan tanda pagar",
            "Silakan, tidak perlu terburu-buru. Saya tunggu",
            "Saya sedang menghubungkan Anda dengan petugas",
        ),
        Ended.BRIDGED,
    ),
    "calls after hours": Task(
        "0 4",
        (
            "Petugas kami sedang tidak di tempat. Mereka menjawab telepon hari Senin sampai Jumat pukul delapan pagi",
            "Silakan menelepon kami lagi",
            "Sampai jumpa",
        ),
        Ended.LINE_HUNG_UP,
        Given(at=TOO_LATE),
    ),
    "calls while accounts cannot be read": Task(
        f"2 {ACCOUNT} 2580", ("Saat ini akun Anda tidak dapat saya buka",), Ended.BRIDGED, Given(down=True)
    ),
    "pays by keypad, and has the number texted": Task(
        f"1 {PAST_DUE} 1379 1 3 4510# 1 1 {CARD} 2 1 4",
        (
            "Untuk membayar yang lewat jatuh tempo, sembilan puluh delapan dolar, tekan dua",
            "Untuk empat puluh lima dolar sepuluh sen, masukkan empat, lima, satu, nol, lalu tekan tanda pagar",
            "Anda akan membayar empat puluh lima dolar sepuluh sen. Jika benar, tekan satu",
            "dengan kartu, hari ini dan satu kali saja",
            "Silakan masukkan nomor kartu Anda, lalu tekan tanda pagar",
            "Sekarang masukkan masa berlaku kartu Anda",
            "Sekarang masukkan kode keamanan",
            "Sekarang masukkan kode pos alamat tagihan kartu Anda",
            "sudah kami terima. Nomor konfirmasi Anda adalah",
            "ke nomor yang berakhir dengan nol satu dua tiga. Tarif pesan dan data mungkin berlaku",
            "Pesan teks sedang dikirim",
        ),
        Ended.LINE_HUNG_UP,
        Given(company=KEYPAD, caller=MOBILE),
    ),
    "stops paying by keypad": Task(
        f"1 {ACCOUNT} 2580 1 1 1 1 * h",
        ("Pembayaran sudah dihentikan, dan tidak ada uang yang ditarik",),
        given=Given(company=KEYPAD),
    ),
    "gets a link by text": Task(
        f"1 {ACCOUNT} 2580 1 1 2",
        (
            "Saya dapat mengirim tautan ke halaman pembayaran kami lewat pesan teks",
            "Untuk menerima pesan teks, tekan satu. Jika tidak ingin menerima pesan teks, tekan dua",
            "Tautannya berlaku selama dua puluh empat jam",
        ),
        Ended.LINE_HUNG_UP,
        Given(company=LINK, caller=MOBILE),
    ),
    "is asked how it went": Task(
        "0 2 2",
        ("Satu pertanyaan sebelum kita selesai", "Mohon maaf. Terima kasih sudah memberi tahu kami"),
        Ended.LINE_HUNG_UP,
        Given(company={"survey": "true"}),
    ),
}
