/* The product C = op(A) op(B) + D for two kinds of device. A reader of matrices in row-major order turns a transposed
   one by its strides alone: element (i, d) of op(A) is A[aFrom + i * aRow + d * aDepth]. The addend D is C itself in
   C += op(A) op(B), with rows of n numbers, or the one row b in x W + b, with a stride of 0 from row to row; a negative
   stride means that there is none.

   No multiplication and addition become one here unless it says fma, so that all devices round alike. */
#pragma OPENCL FP_CONTRACT OFF

#define ROWS 8
#define COLUMNS 16

/* For a CPU. One work item computes a tile of 8 rows and 16 columns of C, which stays in 8 vector registers while the
   item walks along the depth. A step reads 16 numbers of B and 8 of A and makes 128 multiplications of them. No local
   memory: a CPU has caches instead, and a barrier would cost it a loop over the whole group. Only a loop that is
   unrolled leaves its array in registers; without that word the kernel is five times slower.
   B comes with rows of `width` numbers, a multiple of 16, so that it is read in whole vectors: see widen. */
kernel void productRegisters(global const float *A, int aFrom, int aRow, int aDepth,
                             global const float *B, int width,
                             global const float *D, int dRow, global float *C, int m, int n, int k)
{
    int j = get_global_id(0) * COLUMNS, i = get_global_id(1) * ROWS;
    global const float *a[ROWS];
    float16 c[ROWS];
    #pragma unroll
    for (int r = 0; r < ROWS; r++) {
        a[r] = A + aFrom + min(i + r, m - 1) * aRow;      /* below the last row, the last row again: not stored */
        c[r] = 0;
    }
    for (int d = 0; d < k; d++) {
        float16 b = vload16(0, B + (size_t) d * width + j);
        #pragma unroll
        for (int r = 0; r < ROWS; r++) c[r] = fma(a[r][d * aDepth], b, c[r]);
    }
    #pragma unroll
    for (int r = 0; r < ROWS; r++) {
        if (i + r >= m) continue;
        global float *to = C + (i + r) * n + j;
        global const float *addend = D + (i + r) * dRow + j;
        if (j + COLUMNS <= n) {
            vstore16(dRow < 0 ? c[r] : c[r] + vload16(0, addend), 0, to);
        } else {
            float last[COLUMNS];
            vstore16(c[r], 0, last);
            for (int s = 0; s < n - j; s++) to[s] = dRow < 0 ? last[s] : last[s] + addend[s];
        }
    }
}

/* op(B), k rows of n numbers, with zeros behind each row until it has `width` numbers. */
kernel void widen(global const float *B, int bDepth, int bColumn, int n, int width, int k, global float *wide)
{
    int j = get_global_id(0), d = get_global_id(1);
    if (j < width && d < k) wide[(size_t) d * width + j] = j < n ? B[d * bDepth + j * bColumn] : 0;
}
