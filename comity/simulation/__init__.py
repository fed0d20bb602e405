"""What-ifs: a scenario run beside what would come without it, and the precedents that it rests on."""

from comity.simulation.answer import LEAST, PRIOR_ONLY, run
from comity.simulation.checking import enough
from comity.simulation.conditionals import conditionals
from comity.simulation.inputs import Input, input_of, inputs, spoken_of
from comity.simulation.material import Material, lent, started
from comity.simulation.panel import Panel
from comity.simulation.scenario import changed, scenario_from, scenario_of

__all__ = [
    "LEAST",
    "PRIOR_ONLY",
    "Input",
    "Material",
    "Panel",
    "changed",
    "conditionals",
    "enough",
    "input_of",
    "inputs",
    "lent",
    "run",
    "scenario_from",
    "scenario_of",
    "spoken_of",
    "started",
]
