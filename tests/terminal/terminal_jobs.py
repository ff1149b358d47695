"""A worker in the hands of a test."""


class Jobs:
    """Jobs that wait until the test runs them."""

    def __init__(self):
        self.waiting = []

    def submit(self, job, on_done, on_error=None):
        self.waiting.append((job, on_done, on_error))

    def run(self):
        count = 0
        while self.waiting:
            job, on_done, on_error = self.waiting.pop(0)
            count += 1
            try:
                result = job()
            except Exception as err:  # noqa: BLE001 - as a worker does
                on_error(err)
            else:
                on_done(result)
        return count
