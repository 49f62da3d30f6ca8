"""Digital signatures: identities, PAdES for reports, CAdES for packages, and the judge of both.

pyHanko logs every refused certificate as an error; here a refusal is an outcome that the user
reads as a sentence, so its loggers are kept out of the program's log.
"""

import logging

for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)
