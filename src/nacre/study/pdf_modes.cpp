#include "nacre/study/pdf_modes.hpp"

namespace nacre::study {
namespace {

[[noreturn]] void refuse(const Study& study, const char* key, const char* what) {
  throw study.cases.front().error(key, std::string("this version does not ") + what);
}

constexpr const char* reduction[] = {"reduction.file", "reduce I(Q)"};

}  // namespace

StudyResult run_pdf_reduction(const Study& study, Workspace&) { refuse(study, reduction[0], reduction[1]); }
std::vector<std::string> check_pdf_reduction(const Study& study) {
  refuse(study, reduction[0], reduction[1]);
}

}  // namespace nacre::study
