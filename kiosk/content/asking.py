"""What a question is about: the pairs of Hanzi that are left without the words that ask and that stand in every story. Pure."""

import re

from kiosk.content.grams import grams

# questions begin and end with these
ASKING = re.compile(r"怎么办|怎么样|怎么|怎样|如何|可以吗|能不能|请问|什么|[吗呢啊吧啦了的，。？?！! ]")
_EVERYWHERE = re.compile(
    r"可以|应该|需要|现在|我们|他们|自己|没有|不给|要不要|多少|哪里|法院|公司|老板|单位|一个|已经|但是|因为|所以|还是|如果|对方|律师|"
    r"法律|问题|时候|[我你他她它]"
)
_PAIR = 2


def telling_pairs(text: str) -> tuple[str, ...]:
    """Return the pairs of Hanzi that tell what a text is about, each once, in order."""
    bare = _EVERYWHERE.sub("，", ASKING.sub("，", text))
    return tuple(dict.fromkeys(gram for gram in grams(bare) if len(gram) == _PAIR))
