import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from hall_parts import MONDAY_10, PLAN
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.domain.clock import FixedClock
from kiosk.domain.errors import RefusedError
from kiosk.domain.live import LiveState, apply
from kiosk.domain.tickets import MOVES, Move, Priority, TicketState
from kiosk.hall.dispatch import Dispatch
from kiosk.hall.journal import Journal

COUNTERS = st.sampled_from(["1", "2"])


class TicketMoves(RuleBasedStateMachine):
    """Random work at two counters against a plain model: number -> (state, queue, counter)."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.journal = Journal(self.folder / "hall.db")
        self.clock = FixedClock(MONDAY_10)
        self.live = LiveState()
        self.dispatch = Dispatch(self.journal, lambda: PLAN, self.clock, self.hear)
        self.model = {}
        self.paused = set()

    def teardown(self):
        self.journal.close()
        shutil.rmtree(self.folder)

    def hear(self, body):
        self.live = apply(self.live, body)

    def at(self, counter):
        return next(
            (
                n
                for n, (s, _, c) in self.model.items()
                if c == counter and s in (TicketState.CALLED, TicketState.SERVING)
            ),
            None,
        )

    @rule(service=st.sampled_from(["consult", "aid"]), priority=st.sampled_from(Priority))
    def issue(self, service, priority):
        self.clock.advance(1)
        ticket, new = self.dispatch.issue(f"r{len(self.model)}", service, priority, "t")
        assert new
        assert ticket.number not in self.model
        self.model[ticket.number] = (TicketState.WAITING, service, "")

    @rule(counter=COUNTERS)
    def call_next(self, counter):
        services = PLAN.counter(counter).services
        waiting = [n for n, (s, q, _) in self.model.items() if s is TicketState.WAITING and q in services]
        try:
            ticket = self.dispatch.call_next(counter, "c")
        except RefusedError:
            assert self.at(counter) or counter in self.paused
            return
        assert not self.at(counter)
        assert counter not in self.paused
        assert bool(ticket) == bool(waiting)
        if ticket:
            assert ticket.number in waiting
            self.model[ticket.number] = (TicketState.CALLED, ticket.service, counter)

    @rule(counter=COUNTERS, move=st.sampled_from(Move), queue=st.sampled_from(["consult", "aid"]))
    def move(self, counter, move, queue):
        number = self.at(counter)
        state, now_in, _ = self.model.get(number, (None, "", ""))
        allowed, after = MOVES[move]
        possible = state in allowed and not (move is Move.TRANSFER and queue == now_in)
        try:
            ticket = self.dispatch.move(counter, move, "c", queue)
        except RefusedError:
            assert not possible
            return
        assert possible
        assert ticket.state is after
        leaves = move is Move.TRANSFER
        self.model[number] = (after, queue if leaves else now_in, "" if leaves else counter)

    @rule(counter=COUNTERS, data=st.data())
    def call_again(self, counter, data):
        if not self.model:
            return
        number = data.draw(st.sampled_from(sorted(self.model)))
        state, queue, _ = self.model[number]
        possible = (
            state in (TicketState.PARKED, TicketState.NO_SHOW)
            and queue in PLAN.counter(counter).services
            and not self.at(counter)
            and counter not in self.paused
        )
        try:
            self.dispatch.call_again(counter, number, "c")
        except RefusedError:
            assert not possible
            return
        assert possible
        self.model[number] = (TicketState.CALLED, queue, counter)

    @rule(counter=COUNTERS, paused=st.booleans())
    def pause(self, counter, paused):
        try:
            self.dispatch.pause(counter, paused=paused)
        except RefusedError:
            assert paused
            assert self.at(counter)
            return
        (self.paused.add if paused else self.paused.discard)(counter)

    @invariant()
    def the_hall_agrees_with_the_model(self):
        finished = (TicketState.DONE,)
        found = {t.number: (t.state, t.service, t.counter) for t in self.dispatch.tickets()}
        assert found == {n: v for n, v in self.model.items() if v[0] not in finished}

    @invariant()
    def the_boards_agree_with_the_hall(self):
        if self.live.queues.queues:
            assert self.live.queues == self.dispatch.queues()

    @invariant()
    def places_in_each_line_are_counted_without_a_gap(self):
        for service in ("consult", "aid"):
            places = sorted(
                t.ahead for t in self.dispatch.tickets() if t.state is TicketState.WAITING and t.service == service
            )
            assert places == list(range(len(places)))


TestTicketMoves = TicketMoves.TestCase
TestTicketMoves.settings = settings(max_examples=25, stateful_step_count=30, deadline=timedelta(seconds=20))
