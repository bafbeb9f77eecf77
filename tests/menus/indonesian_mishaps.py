"""What else may happen on a call in Indonesian: entries that do not fit, payments that fail, other switches."""

from collections.abc import Mapping

from indonesian_caller import Given
from indonesian_tasks import ACCOUNT, CARD, KEYPAD, LINK, MOBILE, Task

from ivr.carrier.happenings import Ended

ABROAD = "+442079460123"
AT_THE_CARD = f"1 {ACCOUNT} 2580 1 1 1 1"

MISHAPS: Mapping[str, Task] = {
    "keys what is no account number": Task(
        "1 12345# 12345# h",
        (
            "Saya menerima lima dari enam belas angka",
            "Itu bukan nomor akun. Nomor akun ada di bagian atas tagihan Anda",
        ),
    ),
    "keys no whole PIN": Task(
        f"1 {ACCOUNT} 25# w30 h",
        ("Itu bukan PIN", "PIN adalah nomor yang Anda pilih untuk akun Anda"),
    ),
    "keys no whole security code": Task(
        f"1 {ACCOUNT} * 2 w30 44# 4417",
        (
            "Untuk kode keamanan pada tagihan, tekan dua",
            "Kode keamanan tercetak di bawah nomor akun pada tagihan Anda",
            "Itu bukan kode keamanan. Kode itu ada di bawah nomor akun pada tagihan Anda",
        ),
        Ended.BRIDGED,
    ),
    "keys no whole code of a place": Task(
        f"1 {ACCOUNT} * 3 100# 10013", ("Itu bukan kode pos. Kode pos terdiri dari lima angka",), Ended.BRIDGED
    ),
    "keys the end of a telephone number": Task(
        f"1 {ACCOUNT} * 4 w30 12# 0123",
        (
            "Untuk angka terakhir nomor telepon Anda, tekan empat",
            "Masukkan empat angka terakhir nomor telepon pada akun Anda",
            "Itu nomor telepon Anda yang ada pada kami. Masukkan empat angka terakhirnya",
            "Silakan masukkan empat angka",
        ),
        Ended.BRIDGED,
    ),
    "pays for a service that is off, and what that costs": Task(
        "1 8448200067890123 1 3141",
        (
            "Pembayaran ini diterima oleh petugas, agar layanan Anda tidak tertunda",
            "Pembayaran lewat petugas dikenai biaya tambahan lima dolar sembilan puluh sembilan sen",
        ),
        Ended.BRIDGED,
        Given(company={"fees.representative": "5.99"}),
    ),
    "has a card that is declined": Task(
        f"{AT_THE_CARD} {CARD} 2 h",
        (
            "Biaya sebesar satu dolar lima puluh sen ditambahkan pada setiap pembayaran dengan kartu",
            "Kartu itu tidak diterima, dan tidak ada uang yang ditarik",
            "Untuk mencoba lagi, atau dengan kartu lain, tekan satu",
            "Untuk mendengar penyebab pembayaran ditolak, tekan dua",
        ),
        given=Given(company={**KEYPAD, "fees.card": "1.50"}, declines=True),
    ),
    "has a card that is declined each time": Task(
        f"{AT_THE_CARD} {CARD} 1 {CARD} 1 {CARD}",
        ("Kartu itu tidak diterima, dan tidak ada uang yang ditarik. Petugas dapat membantu Anda",),
        Ended.BRIDGED,
        Given(company=KEYPAD, declines=True),
    ),
    "finds that cards cannot be taken": Task(
        AT_THE_CARD,
        ("Saat ini saya tidak dapat menerima kartu, tetapi petugas dapat membantu Anda",),
        Ended.BRIDGED,
        Given(company={**KEYPAD, "pay.connector": "Nowhere"}),
    ),
    "wants the link on another telephone": Task(
        f"1 {ACCOUNT} 2580 2 w30 123# 2125550199 1 1 2",
        (
            "Untuk memakai nomor lain, tekan dua",
            "Masukkan sepuluh angka nomor ponsel yang dapat menerima pesan teks, dengan kode areanya",
            "Itu nomor ponsel tempat Anda dapat membaca pesan teks. Tidak perlu terburu-buru, mulailah dengan kode area",
            "Saya menerima tiga dari sepuluh angka. Mulailah dengan kode area",
            "Pesan teks sedang dikirim",
        ),
        Ended.LINE_HUNG_UP,
        Given(company=LINK, caller=MOBILE),
    ),
    "waits for a text that does not come": Task(
        f"1 {ACCOUNT} 2580 1 1 1",
        ("Pesan teks sedang dikirim", "Maaf. Petugas dapat membantu Anda", "menghubungkan Anda dengan petugas"),
        Ended.BRIDGED,
        Given(company=LINK, caller=MOBILE),
    ),
    "calls from abroad, where no link is sent": Task(
        f"1 {ACCOUNT} 2580 1 1",
        ("Pesan teks tidak dapat saya kirim ke nomor itu, tetapi petugas dapat membantu Anda",),
        Ended.BRIDGED,
        Given(company=LINK, caller=ABROAD),
    ),
    "calls from abroad, where no confirmation is sent": Task(
        f"{AT_THE_CARD} {CARD} 2 1 4",
        ("Pesan teks tidak dapat saya kirim ke nomor itu, jadi silakan catat nomor konfirmasinya",),
        Ended.LINE_HUNG_UP,
        Given(company=KEYPAD, caller=ABROAD),
    ),
    "asks about the app alone": Task("3 2 h", ("Anda dapat membayar di aplikasi, dan melihat semua layanan Anda",)),
    "hears what the company claims": Task(
        "3 1 2 * 1 3 h",
        (
            "Data itu disimpan di server aman kami, jadi Anda tidak perlu mengetiknya lagi",
            "Beberapa lapisan keamanan melindungi server kami",
        ),
        given=Given(company={"claims.secure_storage": "true", "claims.security": "true"}),
    ),
    "hears that nobody is paid in person": Task(
        "3 3 h",
        ("Kami tidak menerima pembayaran dengan datang langsung",),
        given=Given(company={"channels.in_person": "none"}),
    ),
    "asks for a partner": Task(
        "3 3 3 1",
        ("Anda dapat datang langsung dan membayar di beberapa mitra kami", "Untuk menanyakan mitra di dekat Anda"),
        Ended.BRIDGED,
        Given(company={"channels.in_person": "partners"}),
    ),
    "asks for a place with cash": Task(
        "3 3 3 1",
        ("Di sana, dan hanya di sana, Anda mungkin dapat membayar tunai", "Untuk menanyakan tempat di dekat Anda"),
        Ended.BRIDGED,
        Given(company={"channels.cash": "true"}),
    ),
    "has moved": Task(
        "3 4 2 2 2 h",
        (
            "Jika alamat atau nomor telepon berubah, tekan dua",
            "Mohon jaga agar data akun Anda selalu benar. Petugas dapat mengubahnya untuk Anda",
            "Untuk lanjut ke cara membayar lain, tekan dua",
        ),
    ),
    "keys too short a confirmation number": Task(
        "4 1 1 12# 77310042# 1", ("Silakan masukkan angkanya saja, lalu tekan tanda pagar",), Ended.BRIDGED
    ),
    "calls on a holiday": Task(
        "0 4",
        ("Kantor kami tutup karena hari libur. Pada hari lain, petugas kami menjawab telepon hari Senin",),
        Ended.LINE_HUNG_UP,
        Given(at="2026-12-25 10:05 America/New_York"),
    ),
}
