"""What any phone engineer knows: keys, numbers, call and dial outcomes, events, opening hours.

No menus, no XML, no HTTP here. Values are frozen, times are aware datetimes, lengths are whole seconds.
"""
