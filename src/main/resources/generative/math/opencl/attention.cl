/* Attention over the connections that there are: DotProductAttention.java has the equations, AttentionTiles.java says how
   connections become tiles. A matrix of all scores is never stored, only 64 × 64 of them at a time.

   A group of 16 × 16 work items has one tile: up to 64 rows of its own (queries, or keys on the way back to the keys), in
   one head and one sequence, and the range of others (keys, or queries) that any of them is connected with. It walks along the
   others, 64 at a time. Item (x, y) has the rows 4 y … 4 y + 3, and of the others, or of the columns of what is computed,
   4 x … 4 x + 3. */

#define SIDE 16
#define TILE 64
#define DEPTH 16
#define PITCH (TILE / 4 + 1)                   /* one four more: neighbours in a column lie in different banks */

/* Some rows of a matrix, and some columns of them. */
typedef struct {
    global const float *numbers;
    global const int *positions;                                 /* the rows of the sequence; which of them: from … to − 1 */
    int row, stride, from, to;                                   /* the sequence's first row; how long a row is */
    int column, width;
} Block;

/* Query i sees the keys number from[i] … to[i] − 1. `strange`: whether the group has met a NaN or ∞ among what it sums. */
typedef struct {
    global const int *from, *to;
    bool ownAreKeys;
    local int *strange;
} Runs;

/* tile[c][i] = column c of row i, for 16 columns; 0 where there is nothing */
void fetchColumns(Block block, int column, local float4 (*tile)[PITCH])
{
    for (int e = get_local_id(1) * SIDE + get_local_id(0); e < DEPTH * TILE; e += SIDE * SIDE) {
        int c = e % DEPTH, i = e / DEPTH;
        bool there = column + c < block.width && block.from + i < block.to;
        ((local float *) tile[c])[i] = there ? block.numbers[(block.row + block.positions[block.from + i]) * block.stride
                + block.column + column + c] : 0;
    }
}

/* tile[i][c] = column c of row `first` + i, for 16 rows; in the place of NaN and ∞ it sets 0, and `strange` */
void fetchRows(Block block, int first, local float4 (*tile)[PITCH], local int *strange)
{
    int any = 0;
    for (int e = get_local_id(1) * SIDE + get_local_id(0); e < DEPTH * TILE; e += SIDE * SIDE) {
        int c = e % TILE, i = first + e / TILE;
        bool there = c < block.width && block.from + i < block.to;
        float value = there ? block.numbers[(block.row + block.positions[block.from + i]) * block.stride + block.column + c] : 0;
        any |= !isfinite(value);
        ((local float *) tile[e / TILE])[c] = isfinite(value) ? value : 0;
    }
    if (any) *strange = 1;
}

/* s[r] = own row 4 y + r times the four others 4 x …: products along all columns */
void products(Block own, Block others, local float4 (*a)[PITCH], local float4 (*b)[PITCH], float4 *s)
{
    int x = get_local_id(0), y = get_local_id(1);
    #pragma unroll
    for (int r = 0; r < 4; r++) s[r] = 0;
    for (int column = 0; column < own.width; column += DEPTH) {
        fetchColumns(own, column, a);
        fetchColumns(others, column, b);
        barrier(CLK_LOCAL_MEM_FENCE);
        #pragma unroll
        for (int d = 0; d < DEPTH; d++) {
            float4 left = a[d][y], right = b[d][x];
            s[0] = fma((float4) left.x, right, s[0]);
            s[1] = fma((float4) left.y, right, s[1]);
            s[2] = fma((float4) left.z, right, s[2]);
            s[3] = fma((float4) left.w, right, s[3]);
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
}

/* Whether own row i and the other row j are connected. */
bool connected(Runs runs, int i, int j)
{
    int query = runs.ownAreKeys ? j : i, key = runs.ownAreKeys ? i : j;
    return key >= runs.from[query] && key < runs.to[query];
}

/* sum[r] += w (NaN or ∞) for the others from `first` on that fetchRows has left out: 0·∞ is not 0, so that a weight of 0 does
   not do for what is not connected. */
void addStrange(local float4 (*w)[PITCH], Block own, Block others, int first, Runs runs, float4 *sum)
{
    int x = get_local_id(0), y = get_local_id(1);
    #pragma unroll 1
    for (int e = 0; e < 4 * DEPTH; e++) {
        int r = e % 4, i = min(own.from + 4 * y + r, own.to - 1), j = others.from + first + e / 4;
        if (j >= others.to || !connected(runs, i, j)) continue;
        global const float *row = others.numbers + (others.row + others.positions[j]) * others.stride + others.column;
        for (int c = 0; c < min(4, others.width - 4 * x); c++)
            if (!isfinite(row[4 * x + c]))
                ((float *) &sum[r])[c] += ((local float *) w[4 * y + r])[j - others.from] * row[4 * x + c];
    }
}

/* sum[r] += the others' rows, weighed by w[4 y + r]: of each the four columns 4 x … */
void addWeighed(local float4 (*w)[PITCH], Block own, Block others, Runs runs, local float4 (*b)[PITCH], float4 *sum)
{
    int x = get_local_id(0), y = get_local_id(1);
    for (int first = 0; first < others.to - others.from; first += DEPTH) {
        fetchRows(others, first, b, runs.strange);
        barrier(CLK_LOCAL_MEM_FENCE);
        #pragma unroll
        for (int j = 0; j < DEPTH; j += 4) {
            float4 b0 = b[j][x], b1 = b[j + 1][x], b2 = b[j + 2][x], b3 = b[j + 3][x];
            #pragma unroll
            for (int r = 0; r < 4; r++) {
                float4 four = w[4 * y + r][(first + j) / 4];
                sum[r] = fma((float4) four.x, b0, fma((float4) four.y, b1, sum[r]));
                sum[r] = fma((float4) four.z, b2, fma((float4) four.w, b3, sum[r]));
            }
        }
        if (*runs.strange) addStrange(w, own, others, first, runs, sum);
        barrier(CLK_LOCAL_MEM_FENCE);
    }
}

/* to = keep · to + four, as far as there are columns */
void blend(float keep, global float *to, float4 four, int columns)
{
    if (columns > 0) to[0] = keep * to[0] + four.x;
    if (columns > 1) to[1] = keep * to[1] + four.y;
    if (columns > 2) to[2] = keep * to[2] + four.z;
    if (columns > 3) to[3] = keep * to[3] + four.w;
}

/* The tile's rows in a matrix of all heads' columns; of the head's columns `count` from `first` on. */
Block block(global const float *numbers, global const int *positions, int N, int heads, int head, int width, int first, int count)
{
    Block block = {numbers, positions, get_group_id(1) * N, heads * width, 0, 0, head * width + first, min(count, width - first)};
    return block;
}

/* Where the walk of group g among `parts` groups with the same tile begins and ends. */
int2 walk(global const int *tile, int g, int parts)
{
    int each = ((tile[4] - tile[3] + TILE - 1) / TILE + parts - 1) / parts * TILE, begin = tile[3] + g % parts * each;
    return (int2)(begin, min(begin + each, tile[4]));
}

/* The place of an item's row r of four in what the groups put aside: of output `which`, by group g of so many */
global float *placeAside(global float *aside, int which, int g, int groups, int r)
{
    int group = (which * get_num_groups(1) + get_group_id(1)) * groups + g;
    return aside + (group * TILE + 4 * get_local_id(1) + r) * TILE + 4 * get_local_id(0);
}

/* to[own rows] += sum, unless several groups have the same rows: then each puts its sum aside for addParts */
void add(float4 *sum, Block own, Block columns, int parts, global float *aside, int which, global float *to)
{
    int x = get_local_id(0), y = get_local_id(1);
    for (int r = 0; r < 4; r++) {
        int i = own.from + 4 * y + r;
        if (parts > 1) vstore4(sum[r], 0, placeAside(aside, which, get_group_id(0), get_num_groups(0), r));
        else if (i < own.to) blend(1, to + (own.row + own.positions[i]) * columns.stride + columns.column + 4 * x, sum[r],
                columns.width - 4 * x);
    }
}

/* The sums that the groups of each tile have put aside, one after the other. */
kernel __attribute__((reqd_work_group_size(SIDE, SIDE, 1)))
void addParts(global const int *tiles, global const int *positions, int N, int heads, int width, int first, int parts,
              global float *aside, int which, global float *to)
{
    global const int *tile = tiles + 5 * get_group_id(0);
    Block columns = block(to, positions, N, heads, tile[0], width, first, TILE);
    float4 sum[4] = {0, 0, 0, 0};
    for (int r = 0; r < 4; r++)
        for (int p = 0; p < parts; p++)
            sum[r] += vload4(0, placeAside(aside, which, get_group_id(0) * parts + p, get_num_groups(0) * parts, r));
    columns.from = tile[1];
    columns.to = tile[2];
    add(sum, columns, columns, 1, aside, which, to);
}

kernel void fill(global float *x, float value, int length)
{
    int i = get_global_id(0);
    if (i < length) x[i] = value;
}

/* D[i] = a[i] · b[i], rows of d numbers */
kernel void rowProducts(global const float *a, global const float *b, int d, global float *D, int length)
{
    int i = get_global_id(0);
    float sum = 0;
    for (int c = 0; c < d && i < length; c++) sum = fma(a[i * d + c], b[i * d + c], sum);
    if (i < length) D[i] = sum;
}

/* What scores are compared with so that exp stays in bounds: the largest of them, unless it is −∞ or ∞ */
float level(float largest)
{
    return isinf(largest) ? 0 : largest;
}

/* o and L by the keys of one group of connections, added to those of the groups before: while keys go by, `top` is the
   largest score so far, `sum` is Σ exp(s − top) over the item's own columns, `out` is Σ exp(s − top) v; a larger score shrinks
   both. The 64 columns of v from `first` on. */
kernel __attribute__((reqd_work_group_size(SIDE, SIDE, 1)))
void attend(global const int *tiles, global const int *queries, global const int *keys, global const int *runFrom,
            global const int *runTo, int N, int heads, int d, int e, int first, global const float *q, global const float *k,
            global const float *v, global float *o, global float *L)
{
    local float4 a[DEPTH][PITCH], b[DEPTH][PITCH], p[TILE][PITCH];
    local float best[TILE][SIDE + 1];
    local int strange;
    Runs runs = {runFrom, runTo, false, &strange};
    global const int *tile = tiles + 5 * get_group_id(0);
    int x = get_local_id(0), y = get_local_id(1), head = tile[0];
    Block Q = block(q, queries, N, heads, head, d, 0, d), K = block(k, keys, N, heads, head, d, 0, d);
    Block V = block(v, keys, N, heads, head, e, first, TILE);
    Q.from = tile[1];
    Q.to = tile[2];
    strange = 0;

    float4 out[4] = {0, 0, 0, 0}, s[4];
    float top[4], sum[4], scale = rsqrt((float) d);
    for (int r = 0; r < 4; r++) {
        top[r] = -INFINITY;
        sum[r] = 0;
    }
    for (int from = tile[3]; from < tile[4]; from += TILE) {
        K.from = V.from = from;
        K.to = V.to = min(from + TILE, tile[4]);
        products(Q, K, a, b, s);
        #pragma unroll
        for (int r = 0; r < 4; r++) {
            int i = min(Q.from + 4 * y + r, Q.to - 1);
            int4 j = from + 4 * x + (int4)(0, 1, 2, 3);
            s[r] = select((float4) -INFINITY, s[r] * scale, j >= runFrom[i] && j < runTo[i]);
            best[4 * y + r][x] = fmax(fmax(s[r].x, s[r].y), fmax(s[r].z, s[r].w));
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        #pragma unroll
        for (int r = 0; r < 4; r++) {
            float last = top[r];
            for (int c = 0; c < SIDE; c++) top[r] = fmax(top[r], best[4 * y + r][c]);
            float shrink = last == -INFINITY ? 0 : exp(level(last) - level(top[r]));
            float4 weights = exp(s[r] - level(top[r]));                                      /* nothing seen so far: all 0 */
            p[4 * y + r][x] = weights;
            sum[r] = shrink * sum[r] + weights.x + weights.y + weights.z + weights.w;
            out[r] *= shrink;
        }
        addWeighed(p, Q, V, runs, b, out);
    }

    float before[4];
    for (int r = 0; r < 4; r++) {
        best[4 * y + r][x] = sum[r];
        before[r] = L[(Q.row + queries[min(Q.from + 4 * y + r, Q.to - 1)]) * heads + head];
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int r = 0; r < 4; r++) {
        int i = Q.from + 4 * y + r;
        float total = 0;
        for (int c = 0; c < SIDE; c++) total += best[4 * y + r][c];
        if (i >= Q.to || runFrom[i] >= runTo[i]) continue;                                   /* it sees nothing here */
        int row = Q.row + queries[i];
        float larger = level(fmax(before[r], top[r])), earlier = exp(before[r] - larger);
        float here = top[r] == -INFINITY ? 0 : exp(level(top[r]) - larger);
        float all = earlier + here * total;
        blend(earlier / all, o + row * V.stride + V.column + 4 * x, out[r] * (here / all), V.width - 4 * x);
        if (x == 0) L[row * heads + head] = larger + log(all);
    }
}

/* p = exp(s − L) where the query sees the key, else 0; ds = p (dp − D) / √d in the place of dp, the products do·v */
void slopes(float4 *s, float4 *dp, float scale, float4 L, float4 D, int4 sees, int r)
{
    s[r] = select((float4) 0, exp(scale * s[r] - L), sees);
    dp[r] = select((float4) 0, scale * s[r] * (dp[r] - D), sees);
}

/* dq[i] += Σⱼ ds[i,j] k[j]: a tile of queries walks along its keys. The 64 columns of dq from `first` on. */
kernel __attribute__((reqd_work_group_size(SIDE, SIDE, 1)))
void queriesBack(global const int *tiles, global const int *queries, global const int *keys, global const int *runFrom,
                 global const int *runTo, int N, int heads, int d, int e, int first, global const float *q, global const float *k,
                 global const float *v, global const float *dO, global const float *L, global const float *D, int parts,
                 global float *aside, global float *dq)
{
    local float4 a[DEPTH][PITCH], b[DEPTH][PITCH], w[TILE][PITCH];
    local int strange;
    Runs runs = {runFrom, runTo, false, &strange};
    global const int *tile = tiles + 5 * (get_group_id(0) / parts);
    int x = get_local_id(0), y = get_local_id(1), head = tile[0];
    int2 range = walk(tile, get_group_id(0), parts);
    Block Q = block(q, queries, N, heads, head, d, 0, d), K = block(k, keys, N, heads, head, d, 0, d);
    Block G = block(dO, queries, N, heads, head, e, 0, e), V = block(v, keys, N, heads, head, e, 0, e);
    Block part = block(k, keys, N, heads, head, d, first, TILE);
    Q.from = G.from = tile[1];
    Q.to = G.to = tile[2];
    strange = 0;

    float4 sum[4] = {0, 0, 0, 0}, s[4], dp[4];
    for (int from = range.x; from < range.y; from += TILE) {
        K.from = V.from = part.from = from;
        K.to = V.to = part.to = min(from + TILE, range.y);
        products(Q, K, a, b, s);
        products(G, V, a, b, dp);
        #pragma unroll
        for (int r = 0; r < 4; r++) {
            int i = min(Q.from + 4 * y + r, Q.to - 1), at = (Q.row + queries[i]) * heads + head;
            int4 j = from + 4 * x + (int4)(0, 1, 2, 3);
            slopes(s, dp, rsqrt((float) d), L[at], D[at], j >= runFrom[i] && j < runTo[i], r);
            w[4 * y + r][x] = dp[r];
        }
        addWeighed(w, Q, part, runs, b, sum);
    }
    add(sum, Q, part, parts, aside, 0, dq);
}

/* dk[j] += Σᵢ ds[i,j] q[i] and dv[j] += Σᵢ p[i,j] do[i]: a tile of keys walks along the queries that see any of them. The 64
   columns of dk and dv from `first` on. */
kernel __attribute__((reqd_work_group_size(SIDE, SIDE, 1)))
void keysBack(global const int *tiles, global const int *queries, global const int *keys, global const int *runFrom,
              global const int *runTo, int N, int heads, int d, int e, int first, global const float *q, global const float *k,
              global const float *v, global const float *dO, global const float *L, global const float *D, int parts,
              global float *aside, global float *dk, global float *dv)
{
    local float4 a[DEPTH][PITCH], b[DEPTH][PITCH], w[TILE][PITCH];
    local int strange;
    Runs runs = {runFrom, runTo, true, &strange};
    global const int *tile = tiles + 5 * (get_group_id(0) / parts);
    int x = get_local_id(0), y = get_local_id(1), head = tile[0];
    int2 range = walk(tile, get_group_id(0), parts);
    Block Q = block(q, queries, N, heads, head, d, 0, d), K = block(k, keys, N, heads, head, d, 0, d);
    Block G = block(dO, queries, N, heads, head, e, 0, e), V = block(v, keys, N, heads, head, e, 0, e);
    Block partQ = block(q, queries, N, heads, head, d, first, TILE), partG = block(dO, queries, N, heads, head, e, first, TILE);
    K.from = V.from = tile[1];
    K.to = V.to = tile[2];
    strange = 0;

    float4 sumK[4] = {0, 0, 0, 0}, sumV[4] = {0, 0, 0, 0}, s[4], dp[4];
    for (int from = range.x; from < range.y; from += TILE) {
        Q.from = G.from = partQ.from = partG.from = from;
        Q.to = G.to = partQ.to = partG.to = min(from + TILE, range.y);
        products(K, Q, a, b, s);
        products(V, G, a, b, dp);
        int lefts[4], rights[4];
        float4 fourL, fourD;
        #pragma unroll
        for (int c = 0; c < 4; c++) {
            int i = min(from + 4 * x + c, Q.to - 1), at = (Q.row + queries[i]) * heads + head;
            lefts[c] = from + 4 * x + c < Q.to ? runFrom[i] : INT_MAX;               /* behind the last query: sees nothing */
            rights[c] = runTo[i];
            ((float *) &fourL)[c] = L[at];
            ((float *) &fourD)[c] = D[at];
        }
        #pragma unroll
        for (int r = 0; r < 4; r++) {
            int j = K.from + 4 * y + r;
            slopes(s, dp, rsqrt((float) d), fourL, fourD, j >= vload4(0, lefts) && j < vload4(0, rights), r);
            w[4 * y + r][x] = s[r];
        }
        addWeighed(w, K, partG, runs, b, sumV);
        #pragma unroll
        for (int r = 0; r < 4; r++) w[4 * y + r][x] = dp[r];
        addWeighed(w, K, partQ, runs, b, sumK);
    }
    add(sumK, K, partQ, parts, aside, 0, dk);
    add(sumV, K, partG, parts, aside, 1, dv);
}
