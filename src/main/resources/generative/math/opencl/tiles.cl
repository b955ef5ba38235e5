/* The product for a GPU. This file is read once for each size of tile, with TILE and the name of the kernel defined before.

   A group of 8 × 8 work items computes a tile of TILE × TILE numbers of C, each item EACH × EACH of them in registers. Global
   memory is slow and local memory fast, so the group fetches 16 columns of A and 16 rows of B into local memory, where every
   number is then used TILE times; and local memory is slow beside registers, so an item uses every number that it reads there
   EACH times. While it computes, the numbers of the next step are on their way. What lies outside the matrices is fetched as 0,
   not skipped: all items reach the barrier, as many times. There are two tiles of each matrix: one is computed with while the
   other is filled, so one barrier a step will do.

   Items that are neighbours fetch numbers that are neighbours in memory: along the depth where a matrix is stored so (the
   depth's stride is 1), else along its rows or columns. The 4 numbers behind each row of a tile let them write to different
   banks. */

#define SIDE 8
#define ITEMS (SIDE * SIDE)
#define EACH (TILE / SIDE)
#define DEPTH 16
#define FETCHES (DEPTH * TILE / ITEMS)
#define PLACE(r, side) ((r) / 4 * 4 * SIDE + (side) * 4 + (r) % 4)        /* an item's rows or columns: fours, far apart */

kernel __attribute__((reqd_work_group_size(SIDE, SIDE, 1)))
void PRODUCT(global const float *A, int aFrom, int aRow, int aDepth,
             global const float *B, int bDepth, int bColumn,
             global const float *D, int dRow, global float *C, int m, int n, int k)
{
    local float a[2][DEPTH][TILE + 4], b[2][DEPTH][TILE + 4];
    int x = get_local_id(0), y = get_local_id(1), item = y * SIDE + x;
    int left = get_group_id(0) * TILE, top = get_group_id(1) * TILE;

    /* fetch f of an item is number (d, i) = (aD + f * aDStep, aI + f * aIStep) of the tile of A, and likewise of B */
    int aD = aDepth == 1 ? item % DEPTH : item / TILE, aDStep = aDepth == 1 ? 0 : ITEMS / TILE;
    int aI = aDepth == 1 ? item / DEPTH : item % TILE, aIStep = aDepth == 1 ? ITEMS / DEPTH : 0;
    int bD = bColumn == 1 ? item / TILE : item % DEPTH, bDStep = bColumn == 1 ? ITEMS / TILE : 0;
    int bJ = bColumn == 1 ? item % TILE : item / DEPTH, bJStep = bColumn == 1 ? 0 : ITEMS / DEPTH;

    float c[EACH][EACH] = {{0}}, nextA[FETCHES], nextB[FETCHES];
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
        for (int d = 0; d < DEPTH && from >= 0; d++)
            #pragma unroll
            for (int r = 0; r < EACH; r++)
                #pragma unroll
                for (int s = 0; s < EACH; s++) c[r][s] = fma(a[now][d][PLACE(r, y)], b[now][d][PLACE(s, x)], c[r][s]);
        #pragma unroll
        for (int f = 0; f < FETCHES; f++) {
            a[now ^ 1][aD + f * aDStep][aI + f * aIStep] = nextA[f];
            b[now ^ 1][bD + f * bDStep][bJ + f * bJStep] = nextB[f];
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }

    #pragma unroll
    for (int r = 0; r < EACH; r++) {
        #pragma unroll
        for (int s = 0; s < EACH; s++) {
            int i = top + PLACE(r, y), j = left + PLACE(s, x);
            if (i < m && j < n) C[i * n + j] = dRow < 0 ? c[r][s] : c[r][s] + D[i * dRow + j];
        }
    }
}

#undef TILE
#undef PRODUCT
