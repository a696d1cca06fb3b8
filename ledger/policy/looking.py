"""The part of a policy about what staff should look at; none of it ever refuses anything."""

from ledger.policy.numbers import AtLeastOne, Days, Hour, Permille, Section


class SignalRules(Section):
    """From which figures on a pattern at a merchant is shown to staff.

    Policies that have no such table are read with these numbers. One volunteer has so large a
    share of the beans a merchant took in a month, once that is `share_from_beans`; so many
    `round_trips` (taken, and given back by the next day) within some days; so many redemptions
    in a burst of some minutes after `closing_from_hour`.
    """

    one_volunteer_share_permille: Permille = 300
    share_from_beans: AtLeastOne = 500
    round_trips: AtLeastOne = 3
    round_trip_days: Days = 30
    closing_from_hour: Hour = 20
    closing_burst_minutes: AtLeastOne = 30
    closing_burst_redemptions: AtLeastOne = 10
