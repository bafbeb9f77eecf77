"""The codes of the catalogues, IVR070 to IVR079: what is wrong with one as a file, and what it lacks for its line."""

from ivr.reading.mistakes import Mistake

# The file as it stands. After the first two nothing of it is used.
BROKEN_CATALOGUE = Mistake("IVR070", "broken-catalogue")
PLURAL_IN_CATALOGUE = Mistake("IVR071", "plural-in-catalogue")
TRANSLATED_TWICE = Mistake("IVR072", "translated-twice")
CATALOGUE_HEADER = Mistake("IVR073", "catalogue-header")
CATALOGUE_LANGUAGE = Mistake("IVR074", "catalogue-language")

# The file and the line.
MISSING_TRANSLATION = Mistake("IVR075", "missing-translation")
FUZZY_TRANSLATION = Mistake("IVR076", "fuzzy-translation")
VALUES_DIFFER = Mistake("IVR077", "values-differ")
UNREADABLE_TRANSLATION = Mistake("IVR078", "unreadable-translation")
MISSING_CATALOGUE = Mistake("IVR079", "missing-catalogue")
