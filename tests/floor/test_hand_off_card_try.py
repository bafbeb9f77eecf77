from card_calls import *
def test_try():
    for n in ("wrong-keys","silence-everywhere", "declined-and-so"):
        try: s=seen_in(n)
        except Exception as e: print(repr(e)[:200]); continue
        print(n)
        for kind in {}: pass
    assert 0
