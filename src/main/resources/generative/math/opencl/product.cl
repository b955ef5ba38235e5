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

#define TILE 32
#define SIDE 8
#define DEPTH 16
#define ITEMS (SIDE * SIDE)
#define FETCHES (DEPTH * TILE / ITEMS)

/* For a GPU. A group of 8 × 8 work items computes a tile of 32 × 32 numbers of C, item (x, y) the rows 4 y … and the columns
   4 x …, four of each, in registers. Global memory is slow and local memory fast, so the group fetches 16 columns of A and 16
   rows of B into local memory, where every number is then used 32 times, and read in fours. While the group computes, the
   numbers of the next step are on their way. What lies outside the matrices is fetched as 0, not skipped: all items reach the barrier, as
   many times. There are two tiles of each matrix: one is computed with while the other is filled, so one barrier a step will do.

   Items that are neighbours fetch numbers that are neighbours in memory: along the depth where a matrix is stored so (the
   depth's stride is 1), else along its rows or columns. A four more behind each row of a tile lets them write to different
   banks. */
kernel __attribute__((reqd_work_group_size(SIDE, SIDE, 1)))
void productTiles(global const float *A, int aFrom, int aRow, int aDepth,
                  global const float *B, int bDepth, int bColumn,
                  global const float *D, int dRow, global float *C, int m, int n, int k)
{
    local float4 a[2][DEPTH][TILE / 4 + 1], b[2][DEPTH][TILE / 4 + 1];
    int x = get_local_id(0), y = get_local_id(1), item = y * SIDE + x;
    int left = get_group_id(0) * TILE, top = get_group_id(1) * TILE;

    /* fetch f of an item is number (d, i) = (aD + f * aDStep, aI + f * aIStep) of the tile of A, and likewise of B */
    int aD = aDepth == 1 ? item % DEPTH : item / TILE, aDStep = aDepth == 1 ? 0 : ITEMS / TILE;
    int aI = aDepth == 1 ? item / DEPTH : item % TILE, aIStep = aDepth == 1 ? ITEMS / DEPTH : 0;
    int bD = bColumn == 1 ? item / TILE : item % DEPTH, bDStep = bColumn == 1 ? ITEMS / TILE : 0;
    int bJ = bColumn == 1 ? item % TILE : item / DEPTH, bJStep = bColumn == 1 ? 0 : ITEMS / DEPTH;

    float4 c[4] = {0, 0, 0, 0};
    float nextA[FETCHES], nextB[FETCHES];
    for (int from = -DEPTH, now = 0; from < k; from += DEPTH, now ^= 1) {                /* the first step only fetches */
        #pragma unroll
        for (int f = 0; f < FETCHES; f++) {
            int d = from + DEPTH + aD + f * aDStep, i = top + aI + f * aIStep;
            nextA[f] = i < m && d < k ? A[aFrom + i * aRow + d * aDepth] : 0;
            d = from + DEPTH + bD + f * bDStep;
            int j = left + bJ + f * bJStep;
            nextB[f] = j < n && d < k ? B[d * bDepth + j * bColumn] : 0;
        }
        #pragma unroll
        for (int d = 0; d < DEPTH && from >= 0; d++) {
            float4 rows = a[now][d][y], columns = b[now][d][x];
            c[0] = fma((float4) rows.x, columns, c[0]);
            c[1] = fma((float4) rows.y, columns, c[1]);
            c[2] = fma((float4) rows.z, columns, c[2]);
            c[3] = fma((float4) rows.w, columns, c[3]);
        }
        #pragma unroll
        for (int f = 0; f < FETCHES; f++) {
            ((local float *) a[now ^ 1][aD + f * aDStep])[aI + f * aIStep] = nextA[f];
            ((local float *) b[now ^ 1][bD + f * bDStep])[bJ + f * bJStep] = nextB[f];
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }

    #pragma unroll
    for (int r = 0; r < 4; r++) {
        float numbers[4];
        vstore4(c[r], 0, numbers);
        #pragma unroll
        for (int s = 0; s < 4; s++) {
            int i = top + 4 * y + r, j = left + 4 * x + s;
            if (i < m && j < n) C[i * n + j] = dRow < 0 ? numbers[s] : numbers[s] + D[i * dRow + j];
        }
    }
}
