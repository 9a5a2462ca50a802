# Every library nacre stands on, all from Debian's packages (scripts/packages.txt names them).
find_package(Threads REQUIRED)
find_package(Ceres REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(nlohmann_json REQUIRED)
find_package(TBB REQUIRED)

include(FindLibrary)
nacre_find_library(nacre_random123 Random123/philox.h)
nacre_find_library(nacre_tomlplusplus toml++/toml.h)
nacre_find_library(nacre_cli11 CLI/CLI.hpp)
nacre_find_library(nacre_udunits udunits2.h udunits2)
nacre_find_library(nacre_highway hwy/highway.h hwy)
# Half of the instruction sets of x86: the least one, AVX2 and AVX-512. A kernel is compiled for each, which takes long
# under the sanitizers.
option(NACRE_FEW_TARGETS "Compile kernels for few instruction sets" OFF)
if(NACRE_FEW_TARGETS)
  target_compile_definitions(nacre_highway INTERFACE "HWY_BROKEN_TARGETS=(HWY_SSSE3|HWY_SSE4|HWY_AVX3_DL)")
endif()
nacre_find_library(nacre_hdf5 hdf5.h hdf5_serial hdf5)  # CMake's own module asks for a C compiler
nacre_find_library(nacre_zlib zlib.h z)
nacre_find_library(nacre_fftw fftw3.h fftw3)
nacre_find_library(nacre_gemmi gemmi/cif.hpp)
target_compile_definitions(nacre_gemmi INTERFACE USE_STD_SNPRINTF)
