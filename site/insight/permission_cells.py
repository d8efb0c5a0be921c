"""Who may open the report of figures."""

from core.permission_matrix import STAFF, Cell

CELLS = [Cell("figures", STAFF, why="Counts of quarters that are over; no small number is told.")]
