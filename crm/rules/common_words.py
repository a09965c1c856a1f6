"""Words a guesser tries first: kept as text so that the list can be read and added to."""

from __future__ import annotations

COMMON_WORDS = """
password passphrase passwort wagwoord admin welcome login letmein master secret geheim iloveyou monkey dragon football
soccer sunshine princess superman shadow hello jesus god grace faith blessed kgotla parliament legislature speaker
ubuntu mzansi amandla viva bafana proudly southafrica africa mandela madiba johannesburg joburg durban capetown
pretoria kimberley polokwane bloemfontein mahikeng bhisho kaizer chiefs pirates sundowns springbok bokke orlando
qwerty january february march april may june july august september october november december monday friday summer
winter office computer test changeme default guest user abc
"""
