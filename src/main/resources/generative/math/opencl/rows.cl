/* Rows, columns and groups of numbers. groups.cl says how the work items of a group share them. */

/* the largest of factor · x[j] */
float largestOfRow(global const float *row, float factor, int d, local float *parts)
{
    float16 maxima = -INFINITY;
    for (int j = get_local_id(0) * LANES; j < d; j += get_local_size(0) * LANES) {
        float16 v = load(row + j, factor, d - j, -INFINITY);
        maxima = select(maxima, v, v > maxima || v != v);                            /* a NaN stays */
    }
    return largestOfAll(maxima, parts);
}

/* out[n] = max + ln Σⱼ exp(factor · x[n,j] − max) */
kernel void rowLogSumExp(global const float *x, float factor, global float *out, int d)
{
    local float parts[MOST_ITEMS];
    global const float *row = x + get_group_id(0) * d;
    float max = largestOfRow(row, factor, d, parts);
    float16 sums = 0;
    for (int j = get_local_id(0) * LANES; j < d; j += get_local_size(0) * LANES)
        sums += exp(load(row + j, factor, d - j, -INFINITY) - max);
    float sum = sumOfAll(sums, parts);
    if (get_local_id(0) == 0) out[get_group_id(0)] = isinf(max) ? max : max + log(sum);
}

/* y[n,j] = exp(x[n,j] − max) / Σⱼ exp(x[n,j] − max) */
kernel void softmax(global const float *x, global float *y, int d)
{
    local float parts[MOST_ITEMS];
    global const float *row = x + get_group_id(0) * d;
    global float *to = y + get_group_id(0) * d;
    int first = get_local_id(0) * LANES, step = get_local_size(0) * LANES;
    float max = largestOfRow(row, 1, d, parts);
    float16 sums = 0;
    for (int j = first; j < d; j += step) {
        float16 e = exp(load(row + j, 1, d - j, -INFINITY) - max);
        store(e, to + j, d - j);
        sums += e;
    }
    float sum = sumOfAll(sums, parts);
    for (int j = first; j < d; j += step) store(load(to + j, 1, d - j, 0) / sum, to + j, d - j);
}

/* gradient = (softmax(a) − onehot(label)) / N,  loss[n] = (max − a[n, label[n]]) + ln Σⱼ exp(a[n,j] − max) */
kernel void softmaxLoss(global const float *a, global const int *label, global float *loss, global float *gradient, int d)
{
    local float parts[MOST_ITEMS];
    int n = get_group_id(0), N = get_num_groups(0), first = get_local_id(0) * LANES, step = get_local_size(0) * LANES;
    global const float *row = a + n * d;
    global float *g = gradient + n * d;                                                  /* may be `row` */
    float logit = row[label[n]], max = largestOfRow(row, 1, d, parts);
    float16 sums = 0;
    for (int j = first; j < d; j += step) {
        float16 e = exp(load(row + j, 1, d - j, -INFINITY) - max);
        store(e, g + j, d - j);
        sums += e;
    }
    float sum = sumOfAll(sums, parts);
    for (int j = first; j < d; j += step) {
        float16 rest = select((float16) 0, (float16) (1.0f / N), NUMBERS + j == label[n]);
        store(load(g + j, 1, d - j, 0) / (sum * N) - rest, g + j, d - j);
    }
    if (get_local_id(0) == 0) loss[n] = max - logit + log(sum);
}

/* index[n] = the j with the least x[n,j], the first one in a tie. Each lane begins with the first number of the row and
   moves on for less, never for NaN. */
kernel void rowArgMin(global const float *x, global int *index, int d)
{
    local float values[MOST_ITEMS];
    local int places[MOST_ITEMS];
    global const float *row = x + get_group_id(0) * d;
    float16 least = row[0];
    int16 where = 0;
    for (int j = get_local_id(0) * LANES; j < d; j += get_local_size(0) * LANES) {
        float16 v = load(row + j, 1, d - j, NAN);
        where = select(where, NUMBERS + j, v < least);
        least = select(least, v, v < least);
    }
    leastOfAll(least, where, values, places);
    if (get_local_id(0) == 0) index[get_group_id(0)] = places[0];
}

/* sums[j] += Σₙ x[n,j], 16 columns a group */
kernel void addColumnSums(global const float *x, global float *sums, int rows, int d)
{
    local float parts[MOST_ITEMS][LANES];
    int j = get_group_id(0) * LANES;
    float16 sum = 0;
    for (int n = get_local_id(0); n < rows; n += get_local_size(0)) sum += load(x + n * d + j, 1, d - j, 0);
    sum = sumOfColumns(sum, parts);
    if (get_local_id(0) == 0) store(load(sums + j, 1, d - j, 0) + sum, sums + j, d - j);
}

/* dg[j] += Σₙ dy[n,j] (x[n,j] − m[n]) r[n], 16 columns a group */
kernel void addGainGradient(global const float *x, global const float *statistics, global const float *dy, global float *dg,
                            int rows, int d)
{
    local float parts[MOST_ITEMS][LANES];
    int j = get_group_id(0) * LANES;
    float16 sum = 0;
    for (int n = get_local_id(0); n < rows; n += get_local_size(0)) {
        float16 normal = (load(x + n * d + j, 1, d - j, 0) - statistics[2 * n]) * statistics[2 * n + 1];
        sum += load(dy + n * d + j, 1, d - j, 0) * normal;
    }
    sum = sumOfColumns(sum, parts);
    if (get_local_id(0) == 0) store(load(dg + j, 1, d - j, 0) + sum, dg + j, d - j);
}

/* sums[index[n], j] += x[n,j], 16 columns a group. Several n may have the same index: see scatterAdd. */
kernel void addRows(global const float *x, global const int *index, global float *sums, int rows, int d)
{
    int j = get_group_id(0) * LANES, l = get_local_id(0), W = get_local_size(0);
    for (int n = 0; n < rows; n++) {
        global float *to = sums + index[n] * d + j;
        if (index[n] % W == l) store(load(to, 1, d - j, 0) + load(x + n * d + j, 1, d - j, 0), to, d - j);
    }
}

/* y = g (x − m) r + b with r = 1 / √(mean (x − m)² + ε); m is the mean of the row if it is to be `centred`, else there is
   neither m nor b. The mean is taken around the first number, so that equal numbers have themselves as their mean. */
kernel void normalise(global const float *x, global const float *g, global const float *b, int centred, float epsilon,
                      global float *y, global float *statistics, int d)
{
    local float parts[MOST_ITEMS];
    int n = get_group_id(0), first = get_local_id(0) * LANES, step = get_local_size(0) * LANES;
    global const float *row = x + n * d;
    float16 sums = 0, squares = 0;
    for (int j = first; centred && j < d; j += step) sums += load(row + j, 1, d - j, row[0]) - row[0];
    float mean = sumOfAll(sums, parts) / d + (centred ? row[0] : 0);
    for (int j = first; j < d; j += step) {
        float16 v = load(row + j, 1, d - j, mean) - mean;
        squares += v * v;
    }
    float r = 1 / sqrt(sumOfAll(squares, parts) / d + epsilon);
    for (int j = first; j < d; j += step) {
        float16 v = load(g + j, 1, d - j, 0) * ((load(row + j, 1, d - j, 0) - mean) * r);
        store(centred ? v + load(b + j, 1, d - j, 0) : v, y + n * d + j, d - j);
    }
    if (get_local_id(0) == 0) {
        statistics[2 * n] = mean;
        statistics[2 * n + 1] = r;
    }
}

/* dx = r (u − ū − x̂ mean(u x̂)) with u = g dy and x̂ = (x − m) r; ū only if the rows were `centred` */
kernel void normaliseBackward(global const float *x, global const float *statistics, global const float *g, int centred,
                              global const float *dy, global float *dx, int d)
{
    local float parts[MOST_ITEMS];
    int n = get_group_id(0), first = get_local_id(0) * LANES, step = get_local_size(0) * LANES;
    global const float *row = x + n * d, *above = dy + n * d;
    float mean = statistics[2 * n], r = statistics[2 * n + 1];
    float16 us = 0, uxs = 0;
    for (int j = first; j < d; j += step) {
        float16 u = load(g + j, 1, d - j, 0) * load(above + j, 1, d - j, 0);
        us += u;
        uxs += u * (load(row + j, 1, d - j, 0) - mean);
    }
    float u = sumOfAll(us, parts) / d, ux = sumOfAll(uxs, parts) * r / d;
    for (int j = first; j < d; j += step) {
        float16 v = load(g + j, 1, d - j, 0) * load(above + j, 1, d - j, 0) - (centred ? u : 0);
        store(r * (v - (load(row + j, 1, d - j, 0) - mean) * r * ux), dx + n * d + j, d - j);
    }
}

/* w ← w · c / (10⁻⁷ + ‖w‖) for the columns w of W that are longer than c, 16 columns a group */
kernel void maxNorm(global float *W, float longest, int rows, int d)
{
    local float parts[MOST_ITEMS][LANES];
    int j = get_group_id(0) * LANES;
    float16 squares = 0;
    for (int n = get_local_id(0); n < rows; n += get_local_size(0)) {
        float16 w = load(W + n * d + j, 1, d - j, 0);
        squares += w * w;
    }
    float16 norms = sqrt(sumOfColumns(squares, parts));
    float16 factors = select((float16) 1, longest / (1e-7f + norms), norms > longest);
    for (int n = get_local_id(0); n < rows; n += get_local_size(0))
        store(factors * load(W + n * d + j, 1, d - j, 0), W + n * d + j, d - j);
}

/* h[o] = max over p of z[o·group+p], winner[o] = the first p that has it */
kernel void groupMax(global const float *z, int group, global float *h, global int *winner, int length)
{
    int o = get_global_id(0), best = 0;
    if (o >= length) return;
    float max = z[o * group];
    for (int p = 1; p < group; p++) {
        float v = z[o * group + p];
        best = v > max ? p : best;
        max = v > max ? v : max;
    }
    winner[o] = best;
    h[o] = max;
}

/* dz[o·group+p] = dh[o] if p = winner[o], else 0 */
kernel void groupMaxBackward(global const float *dh, int group, global const int *winner, global float *dz, int length)
{
    int o = get_global_id(0);
    if (o >= length) return;
    for (int p = 0; p < group; p++) dz[o * group + p] = p == winner[o] ? dh[o] : 0;
}

/* y[n,i] = x[n, index[i]], or 0 where index[i] is negative */
kernel void gather(global const float *x, int width, global const int *index, global float *y, int d, int rows)
{
    int i = get_global_id(0), n = get_global_id(1);
    if (i < d && n < rows) y[n * d + i] = index[i] < 0 ? 0 : x[n * width + index[i]];
}

/* x[n, index[i]] += y[n,i]. Several i may have the same index, so each index has one item that adds to it, in order. */
kernel void scatterAdd(global const float *y, int d, global const int *index, global float *x, int width)
{
    int n = get_group_id(0), l = get_local_id(0), W = get_local_size(0);
    for (int i = 0; i < d; i++) if (index[i] >= 0 && index[i] % W == l) x[n * width + index[i]] += y[n * d + i];
}
