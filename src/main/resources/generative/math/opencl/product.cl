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

#define TILE 64
#define DEPTH 16
#define SIDE 16
#define EACH 4

/* For a GPU. A group of 16 × 16 work items computes a tile of 64 × 64 numbers of C, each item 4 × 4 of them. Global
   memory is slow and local memory fast, so the group fetches 16 columns of A and 16 rows of B into local memory,
   where every number is then used 64 times. Items that are neighbours read numbers that are neighbours, in either
   form of a matrix. The two barriers: nobody computes before all have fetched, and nobody fetches before all have
   computed. All items reach both, as many times: what lies outside the matrices is fetched as 0, not skipped. */
kernel __attribute__((reqd_work_group_size(SIDE, SIDE, 1)))
void productTiles(global const float *A, int aFrom, int aRow, int aDepth,
                  global const float *B, int bDepth, int bColumn,
                  global const float *D, int dRow, global float *C, int m, int n, int k)
{
    local float a[DEPTH][TILE], b[DEPTH][TILE];
    int x = get_local_id(0), y = get_local_id(1);
    int left = get_group_id(0) * TILE, top = get_group_id(1) * TILE;
    float c[EACH][EACH];
    for (int r = 0; r < EACH; r++) for (int s = 0; s < EACH; s++) c[r][s] = 0;

    for (int from = 0; from < k; from += DEPTH) {
        for (int e = y * SIDE + x; e < DEPTH * TILE; e += SIDE * SIDE) {
            int d = aDepth == 1 ? e % DEPTH : e / TILE, i = aDepth == 1 ? e / DEPTH : e % TILE;
            a[d][i] = top + i < m && from + d < k ? A[aFrom + (top + i) * aRow + (from + d) * aDepth] : 0;
            d = bColumn == 1 ? e / TILE : e % DEPTH;
            int j = bColumn == 1 ? e % TILE : e / DEPTH;
            b[d][j] = left + j < n && from + d < k ? B[(from + d) * bDepth + (left + j) * bColumn] : 0;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int d = 0; d < DEPTH; d++)
            for (int r = 0; r < EACH; r++)
                for (int s = 0; s < EACH; s++) c[r][s] = fma(a[d][y + r * SIDE], b[d][x + s * SIDE], c[r][s]);
        barrier(CLK_LOCAL_MEM_FENCE);
    }

    for (int r = 0; r < EACH; r++) {
        for (int s = 0; s < EACH; s++) {
            int i = top + y + r * SIDE, j = left + x + s * SIDE;
            if (i < m && j < n) C[i * n + j] = dRow < 0 ? c[r][s] : c[r][s] + D[i * dRow + j];
        }
    }
}
