"""What may happen on a call in Indonesian when nobody can take it: waiting, a call back, a message, a closed office."""

from collections.abc import Mapping

from indonesian_caller import Given
from indonesian_tasks import MOBILE, TOO_LATE, Task

from ivr.carrier.happenings import Ended

BUSY = {"Rosa": "on another call", "Ben": "on another call", "Lucía": "away", "Dewi": "on another call"}
AWAY = dict.fromkeys(BUSY, "away")
LAST_MINUTES = "2026-11-24 19:56 America/New_York"

WAITING: Mapping[str, Task] = {
    "waits in line, and hears of other ways meanwhile": Task(
        "0 w60 3 0 h",
        (
            "Maaf, saat ini belum ada petugas yang tersedia",
            "Mohon tetap di telepon. Anda akan saya hubungkan begitu ada petugas yang bebas",
            "Anda nomor satu dalam antrean",
            "Untuk ditelepon kembali tanpa kehilangan giliran, tekan satu. Untuk meninggalkan pesan, tekan dua",
            "Terima kasih sudah menunggu. Anda masih dalam antrean",
            "Giliran Anda dalam antrean tetap kami simpan",
        ),
        given=Given(people=BUSY),
    ),
    "waits and gets through": Task(
        "0",
        ("Anda nomor satu dalam antrean", "Saya sedang mencoba menghubungi petugas"),
        Ended.BRIDGED,
        Given(people={**AWAY, "Dewi": "free after 300 s"}),
    ),
    "waits for long": Task(
        "0 w1300 h",
        ("Anda sudah lama menunggu, dan belum ada petugas yang bebas", "Untuk tetap menunggu, tekan tiga"),
        given=Given(people=BUSY),
    ),
    "waits until the office closes": Task(
        "0 w330 h",
        ("Kantor kami tutup ketika Anda sedang menunggu", "Petugas kami sedang tidak di tempat"),
        given=Given(at=LAST_MINUTES, people=BUSY),
    ),
    "asks for a call back": Task(
        "0 1 1",
        (
            "Kami dapat menelepon Anda di nomor yang berakhir dengan nol satu dua tiga",
            "kami akan mengirim satu pesan teks",
            "Kami akan menelepon Anda saat giliran Anda tiba. Anda tidak perlu menunggu di telepon",
        ),
        Ended.LINE_HUNG_UP,
        Given(people=BUSY, caller=MOBILE),
    ),
    "asks for a call back that cannot be": Task(
        "0 1 2 9005550123 9005550123 9005550123 h",
        ("Kami tidak dapat menelepon nomor itu", "Maaf, telepon kembali tidak dapat saya atur"),
        given=Given(people=BUSY, caller=MOBILE),
    ),
    "calls when nobody is at work": Task(
        "0 4",
        (
            "Belum ada petugas kami yang bertugas saat ini",
            "Untuk ditelepon kembali saat ada petugas yang bebas, tekan satu",
            "Silakan menelepon kami lagi nanti",
        ),
        Ended.LINE_HUNG_UP,
        Given(people=AWAY),
    ),
    "calls when nobody answers": Task(
        "0 h",
        ("Maaf, belum ada petugas yang dapat menerima telepon Anda. Untuk menunggu petugas berikutnya",),
        given=Given(nobody=True),
    ),
    "leaves a message": Task(
        '0 3 "Tolong telepon saya" #',
        (
            "Pesan Anda akan direkam. Setelah nada, sebutkan nama Anda, nomor telepon Anda, dan apa yang dapat kami bantu",
            "Mohon jangan menyebutkan nomor kartu",
            "Petugas kami akan mendengarkan pesan Anda. Sampai jumpa",
        ),
        Ended.LINE_HUNG_UP,
        Given(at=TOO_LATE),
    ),
    "leaves no message": Task(
        "0 2",
        ("Saya tidak mendengar pesan", "Silakan menelepon kami lagi nanti"),
        Ended.LINE_HUNG_UP,
        Given(people=BUSY),
    ),
    "calls in an emergency": Task(
        "0 h",
        ("Kantor kami terpaksa tutup mendadak", "Anda masih dapat memakai layanan telepon ini"),
        given=Given(emergency=True),
    ),
}
