"""The desk in a browser: pages of forms that work by themselves, made live by one small script.

Views translate between HTTP and `ivr.service.desk.Desk` and do nothing else. Everything is below /desk, behind `doors.py`.
"""
