"""Translations."""

PAGES = r"""
IVR070

A catalogue of translations cannot be read.

Why: nothing of it is used, so callers of that language would hear the first one's words.

Caught:

    # languages/es-US.po
    msgid "Goodbye."
    msgstr Adiós.

Instead:

    # languages/es-US.po
    msgid ""
    msgstr ""
    "Language: es-US\n"

    msgid "Goodbye."
    msgstr "Adiós."

IVR071

A catalogue holds plural forms.

Why: values are spoken as they are, and no text of a line has a second form.

Caught:

    # languages/es-US.po
    msgid "Goodbye."
    msgid_plural "Goodbyes."
    msgstr[0] "Adiós."

Instead:

    # languages/es-US.po
    msgid ""
    msgstr ""
    "Language: es-US\n"

    msgid "Goodbye."
    msgstr "Adiós."

IVR072

A text is translated twice in one catalogue.

Why: nothing says which of the two is to be heard.

Caught:

    # languages/es-US.po
    msgid ""
    msgstr ""
    "Language: es-US\n"

    msgid "Goodbye."
    msgstr "Adiós."

    msgid "Goodbye."
    msgstr "Hasta luego."

Instead:

    # languages/es-US.po
    msgid ""
    msgstr ""
    "Language: es-US\n"

    msgid "Goodbye."
    msgstr "Adiós."

IVR073

A catalogue has no header, or one that cannot be read.

Why: the header says which language the catalogue is in.

Caught:

    # languages/es-US.po
    msgid "Goodbye."
    msgstr "Adiós."

Instead:

    # languages/es-US.po
    msgid ""
    msgstr ""
    "Language: es-US\n"

    msgid "Goodbye."
    msgstr "Adiós."

IVR074

A catalogue is in another language than its name says.

Why: callers would hear a language they did not choose.

Caught:

    # languages/es-US.po
    msgid ""
    msgstr ""
    "Language: id-ID\n"

    msgid "Goodbye."
    msgstr "Adiós."

Instead:

    # languages/es-US.po
    msgid ""
    msgstr ""
    "Language: es-US\n"

    msgid "Goodbye."
    msgstr "Adiós."

IVR075

A text has no translation.

Why: callers who chose that language hear these words in the first one.

Caught:

    # languages/es-US.po
    msgid ""
    msgstr ""
    "Language: es-US\n"

Instead:

    # languages/es-US.po
    msgid ""
    msgstr ""
    "Language: es-US\n"

    msgid "Goodbye."
    msgstr "Adiós."

    msgid "A caller."
    msgstr "Una llamada."

IVR076

A translation was made for another text.

Why: the text has changed since, so the translation is not said until somebody has looked at it and taken the word fuzzy
away.

Caught:

    # languages/es-US.po
    msgid ""
    msgstr ""
    "Language: es-US\n"

    #, fuzzy
    msgid "Goodbye."
    msgstr "Hola."

Instead:

    # languages/es-US.po
    msgid ""
    msgstr ""
    "Language: es-US\n"

    msgid "Goodbye."
    msgstr "Adiós."

IVR077

A translation says other values than its text.

Why: callers of one language would be told less than those of another, or hear nothing where a value is not known.

Caught:

    # languages/es-US.po
    msgid ""
    msgstr ""
    "Language: es-US\n"

    msgid "Goodbye."
    msgstr "Adiós de {company.name}."

Instead:

    # languages/es-US.po
    msgid ""
    msgstr ""
    "Language: es-US\n"

    msgid "Goodbye."
    msgstr "Adiós."

IVR078

The braces of a translation do not pair, or hold no value that there is.

Why: nobody could say what stands there.

Caught:

    # languages/es-US.po
    msgid ""
    msgstr ""
    "Language: es-US\n"

    msgid "Goodbye."
    msgstr "Adiós {company.name."

Instead:

    # languages/es-US.po
    msgid ""
    msgstr ""
    "Language: es-US\n"

    msgid "Goodbye."
    msgstr "Adiós."

IVR079

A line speaks a language and has no catalogue for it.

Why: callers who choose that language would hear the first one.

Caught:

    # line.yaml
    line: example
    company: company.yaml
    languages: {en-US: Polly.Joanna-Neural, es-US: Polly.Lupe-Neural}
    start: greeting
    person: greeting
    nodes:
      greeting:
        hangup: Goodbye.

Instead:

    # line.yaml
    line: example
    company: company.yaml
    languages: {en-US: Polly.Joanna-Neural}
    start: greeting
    person: greeting
    nodes:
      greeting:
        hangup: Goodbye.
"""
