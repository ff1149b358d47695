// Turns pinyin into Hanzi with libime: one request a line on stdin, one answer a line on stdout, tabs between fields.
//   w <pin'yin> <hanzi>     adds a word, as if it had been typed before; no answer
//   q <letters> <limit>     answers "ok", then for each candidate its text and how many of the letters it takes
// It learns nothing from what is asked. Argument: the system dictionary. It ends with its input.
#include <cstdlib>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>

#include <libime/core/historybigram.h>
#include <libime/core/languagemodel.h>
#include <libime/core/userlanguagemodel.h>
#include <libime/pinyin/pinyincontext.h>
#include <libime/pinyin/pinyindictionary.h>
#include <libime/pinyin/pinyinime.h>

using namespace libime;

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    auto words = std::make_unique<PinyinDictionary>();
    words->load(PinyinDictionary::SystemDict, argv[1], PinyinDictFormat::Binary);
    auto file = DefaultLanguageModelResolver::instance().languageModelFileForLanguage("zh_CN");
    PinyinIME ime(std::move(words), std::make_unique<UserLanguageModel>(file));
    ime.setNBest(3);  // sentences that cover all letters; words for the first letters follow them
    ime.setScoreFilter(1.0f);
    // how people speak who grew up in the south, and slips such as gn for ng; n and l are not taken for one another:
    // that would put other words before 你好
    using enum PinyinFuzzyFlag;
    PinyinFuzzyFlags alike{Inner, CommonTypo, V_U, VE_UE, Z_ZH, C_CH, S_SH, AN_ANG, EN_ENG, IN_ING};
    ime.setFuzzyFlags(alike);
    PinyinContext context(&ime);
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream fields(line);
        std::string verb, letters, rest;
        if (!(fields >> verb >> letters >> rest)) continue;
        if (verb == "w") {
            ime.dict()->addWord(PinyinDictionary::UserDict, letters, rest);
            ime.model()->history().add(std::vector<std::string>{rest});
        } else if (verb == "q") {
            context.clear();
            context.type(letters);
            std::cout << "ok";
            long left = std::strtol(rest.c_str(), nullptr, 10);
            for (const auto &found : context.candidates()) {
                if (left-- <= 0) break;
                std::cout << '\t' << found.toString() << '\t' << found.sentence().back()->to()->index();
            }
            std::cout << std::endl;
            context.clear();
        }
    }
}
