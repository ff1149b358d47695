"""A ticket printer that is not there: a pty that behaves like one and draws its paper as pictures."""

from device.printer.simulator.server import PaperSimulator, SimulatorSettings

__all__ = ["PaperSimulator", "SimulatorSettings"]
