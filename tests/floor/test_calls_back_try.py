from callback_house import *
def test_app_error():
    with house(phones={ROSA: Phone(None, name="Rosa")}) as h:
        call = h.call(h.keys("2"))
        print(call.debugger, call.seconds, len(call.made))
        print([(m.url, m) for m in call.made[-3:]])
        print(h.web.asked[-3:])
        assert 0
def test_try():
    rosa = Rosa()
    with house(phones={ROSA: Phone(None, name="Rosa"), CALLER: Phone(4, handset=Keys("1"))}) as h:
        call = h.call(h.steps('''  - press: 2
  - hear: To be called back
  - press: 1
  - hear: number ending zero one two three
  - wait: 4 s
  - press: 1
  - hear: We will call you back
'''))
        print(call.transcript)
        print(h.floor)
        h.numbers[ROSA] = rosa.phone()
        for c in h.passes(200): print(c.transcript, c.ended)
        print(rosa.whispers, h.floor)
        print(h.web.paths())
        assert 0
