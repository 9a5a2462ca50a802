# Writes OUTPUT, a C++ source that defines nacre::embedded::SYMBOL with the text of INPUT.
file(READ ${INPUT} text)
string(LENGTH "${text}" length)
set(literals "")
set(at 0)
while(at LESS length)  # compilers limit the length of one literal
  string(SUBSTRING "${text}" ${at} 8000 part)
  string(APPEND literals "R\"~~~~(${part})~~~~\"\n")
  math(EXPR at "${at} + 8000")
endwhile()
file(WRITE ${OUTPUT}
"#include <string_view>
namespace nacre::embedded {
extern const std::string_view ${SYMBOL};
static constexpr char text[] =
${literals};
constinit const std::string_view ${SYMBOL}(text, sizeof text - 1);
}
")
