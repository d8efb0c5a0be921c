"""One exact assignment: who gets which mentor so that the total cost is as small as it can be.

Plain values in, plain values out; knows no database and no person. The answer carries prices that prove it
(`proves_optimal`), and the prices are the explanation that people read.
"""

from mentors.matching.assignment.instance import Assigned, Id, Instance, NotAnInstance, Seat
from mentors.matching.assignment.proof import dual_value, proves_optimal, total_cost, why_not_proved
from mentors.matching.assignment.solve import assign

__all__ = [
    "Assigned",
    "Id",
    "Instance",
    "NotAnInstance",
    "Seat",
    "assign",
    "dual_value",
    "proves_optimal",
    "total_cost",
    "why_not_proved",
]
