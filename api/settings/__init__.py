"""Settings: what the operator decided before the doors open, read from GOLDENBEAN_… variables.

`deployment` holds all of them together; `doors`, `sender`, `city` and `webhooks` read what each is
about, `faults` is what is said of a setting that cannot stand.
"""

from api.settings.deployment import Settings
from api.settings.faults import SettingsFault

__all__ = ["Settings", "SettingsFault"]
