// The one C door to BLAS and LAPACK. lapack_int is a macro, which Swift does not import.
#include <cblas.h>
#include <lapacke.h>
#include "gram.h"
#include "twofold.h"
typedef lapack_int LAPACKInteger;
