"""The errors of the device library: one root, one class for each thing a caller does differently."""


class DeviceError(Exception):
    """A device cannot do what it was asked to."""


class PortError(DeviceError):
    """The port cannot be opened, or the device behind it went away: opening it again later may help."""


class PortBusyError(PortError):
    """Another program holds the port."""


class WriteTimeoutError(PortError):
    """The device took no more bytes within the time-out.

    Args:
        message: What happened, for the log.
        sent_bytes: How many bytes had been taken before.
    """

    def __init__(self, message: str, sent_bytes: int) -> None:
        super().__init__(message)
        self.sent_bytes = sent_bytes


class DocumentError(DeviceError):
    """A document cannot be printed as it is: the caller has to change it or the profile."""


class SimulatorError(DeviceError):
    """A simulator cannot start or does not know a command."""


class SpeechError(DeviceError):
    """There is no usable voice on this machine."""
