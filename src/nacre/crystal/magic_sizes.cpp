#include "nacre/crystal/magic_sizes.hpp"

namespace nacre::crystal {
namespace {

// Tetrahedra of zinc blende with cations on every face have n(n+1)(n+2)/6 cations and (n-1)n(n+1)/6 anions:
// 10 and 4, 20 and 10, 35 and 20, 56 and 35, 84 and 56.
constexpr std::string_view tetrahedron = "tetrahedron";
constexpr std::string_view capped = "capped tetrahedron, thiolates";
constexpr std::string_view cage = "core in a cage";

constexpr std::string_view beecher = "Beecher et al., J. Am. Chem. Soc. 2014, doi:10.1021/ja503590h (CdSe)";
constexpr std::string_view kasuya = "Kasuya et al., Nat. Mater. 2004, doi:10.1038/nmat1056";

constexpr MagicSize table[] = {
    {8, 1, "thiolates", "[Cd8S(SPh)16]2-, Kato and Kittilstved, Chem. Mater. 2018, 30, 4720"},
    {10, 4, tetrahedron, "[Cd10S4(SPh)16]4-, Kato and Kittilstved, Chem. Mater. 2018, 30, 4720"},
    {13, 13, cage, kasuya},
    {17, 4, capped, "[Cd17S4(SPh)28]2-, Matheis et al., J. Phys. Chem. C 2012"},
    {20, 10, tetrahedron, "next in the series of Cd10S4 and Cd35Se20"},
    {32, 14, capped, "Cd32S14(SPh)36, Herron et al., Science 1993, doi:10.1126/science.259.5100.1426"},
    {33, 33, cage, kasuya},
    {34, 34, cage, kasuya},
    {35, 20, tetrahedron, beecher},
    {37, 20, "as In37P20",
     "In37P20, Gary et al., J. Am. Chem. Soc. 2016, doi:10.1021/jacs.5b13214; for CdS Williamson et al., "
     "Science 2019, doi:10.1126/science.aau9464"},
    {54, 32, capped, "next to Cd32S14(SPh)36 in the series of capped tetrahedra"},
    {56, 35, tetrahedron, beecher},
    {84, 56, tetrahedron, beecher},
};

}  // namespace

std::span<const MagicSize> magic_sizes() { return table; }

std::vector<MagicSize> magic_sizes_of(int cations, int anions) {
  std::vector<MagicSize> found;
  for (const MagicSize& one : table)
    if (one.cations == cations && one.anions == anions) found.push_back(one);
  return found;
}

}  // namespace nacre::crystal
