"""`python -m tests.fit.asked_made`: makes points and postings of our everyday questions anew, in a second. For when a question has changed."""

from kiosk.content.laws.search.asked_made import write_made
from kiosk.content.laws.search.everyday import read_everyday
from kiosk.content.laws.search.senses import Senses


def main():
    print(f"written: {write_made(Senses.read(), [question.text for question in read_everyday().questions])}")


if __name__ == "__main__":
    main()
