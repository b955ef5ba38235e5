/* Rows, columns and groups of numbers: one work item each. It takes 16 numbers at a time while there are 16 left, which
   fills the vector registers of a CPU, and goes on one by one. */

#define LANES 16

/* out[n] = max + ln Σⱼ exp(factor · x[n,j] − max) */
kernel void rowLogSumExp(global const float *x, float factor, global float *out, int d, int rows)
{
    int n = get_global_id(0), whole = d - d % LANES;
    if (n >= rows) return;
    global const float *row = x + n * d;

    float lanes[LANES], max = -INFINITY;
    float16 maxima = -INFINITY;
    for (int j = 0; j < whole; j += LANES) {
        float16 v = factor * vload16(0, row + j);
        maxima = select(maxima, v, v > maxima || v != v);                            /* a NaN stays */
    }
    vstore16(maxima, 0, lanes);
    for (int l = 0; l < LANES; l++) max = lanes[l] > max || lanes[l] != lanes[l] ? lanes[l] : max;
    for (int j = whole; j < d; j++) {
        float v = factor * row[j];
        max = v > max || v != v ? v : max;
    }
    if (isinf(max)) {
        out[n] = max;
        return;
    }

    float16 sums = 0;
    for (int j = 0; j < whole; j += LANES) sums += exp(factor * vload16(0, row + j) - max);
    vstore16(sums, 0, lanes);
    float sum = 0;
    for (int l = 0; l < LANES; l++) sum += lanes[l];
    for (int j = whole; j < d; j++) sum += exp(factor * row[j] - max);
    out[n] = max + log(sum);
}

/* y[n,j] = exp(x[n,j] − max) / Σⱼ exp(x[n,j] − max) */
kernel void softmax(global const float *x, global float *y, int d, int rows)
{
    int n = get_global_id(0);
    if (n >= rows) return;
    global const float *row = x + n * d;
    float max = -INFINITY, sum = 0;
    for (int j = 0; j < d; j++) max = row[j] > max || row[j] != row[j] ? row[j] : max;
    for (int j = 0; j < d; j++) {
        float e = exp(row[j] - max);
        y[n * d + j] = e;
        sum += e;
    }
    for (int j = 0; j < d; j++) y[n * d + j] /= sum;
}

/* gradient = (softmax(a) − onehot(label)) / N,  loss[n] = (max − a[n, label[n]]) + ln Σⱼ exp(a[n,j] − max) */
kernel void softmaxLoss(global const float *a, global const int *label, global float *loss, global float *gradient, int d,
                        int rows)
{
    int n = get_global_id(0);
    if (n >= rows) return;
    global const float *row = a + n * d;
    global float *g = gradient + n * d;
    float max = -INFINITY, sum = 0, logit = row[label[n]];
    for (int j = 0; j < d; j++) max = row[j] > max || row[j] != row[j] ? row[j] : max;
    for (int j = 0; j < d; j++) {
        float e = exp(row[j] - max);
        g[j] = e;
        sum += e;
    }
    for (int j = 0; j < d; j++) g[j] /= sum * rows;
    g[label[n]] -= 1.0f / rows;
    loss[n] = max - logit + log(sum);
}

/* index[n] = the j with the least x[n,j], the first one in a tie. Each lane begins with the first number of the row and
   moves on for less, never for NaN; of the lanes with the least number the one with the least index wins. */
kernel void rowArgMin(global const float *x, global int *index, int d, int rows)
{
    int n = get_global_id(0), whole = d - d % LANES;
    if (n >= rows) return;
    global const float *row = x + n * d;

    float16 least = row[0];
    int16 where = 0, here = (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (int j = 0; j < whole; j += LANES, here += LANES) {
        float16 v = vload16(0, row + j);
        where = select(where, here, v < least);
        least = select(least, v, v < least);
    }
    float lanes[LANES];
    int places[LANES];
    vstore16(least, 0, lanes);
    vstore16(where, 0, places);
    float best = lanes[0];
    int at = places[0];
    for (int l = 1; l < LANES; l++) {
        if (lanes[l] < best || (lanes[l] == best && places[l] < at)) {
            best = lanes[l];
            at = places[l];
        }
    }
    for (int j = whole; j < d; j++) {
        if (row[j] < best) {
            best = row[j];
            at = j;
        }
    }
    index[n] = at;
}

/* sums[j] += Σₙ x[n,j], 16 columns a work item */
kernel void addColumnSums(global const float *x, global float *sums, int rows, int d)
{
    int j = get_global_id(0) * LANES;
    if (j + LANES <= d) {
        float16 sum = 0;
        for (int n = 0; n < rows; n++) sum += vload16(0, x + n * d + j);
        vstore16(vload16(0, sums + j) + sum, 0, sums + j);
    } else {
        for (; j < d; j++) {
            float sum = 0;
            for (int n = 0; n < rows; n++) sum += x[n * d + j];
            sums[j] += sum;
        }
    }
}

/* y = g (x − m) r + b with r = 1 / √(mean (x − m)² + ε); m is the mean of the row if it is to be `centred`, else there is
   neither m nor b. The mean is taken around the first number, so that equal numbers have themselves as their mean. */
kernel void normalise(global const float *x, global const float *g, global const float *b, int centred, float epsilon,
                      global float *y, global float *statistics, int d, int rows)
{
    int n = get_global_id(0);
    if (n >= rows) return;
    global const float *row = x + n * d;
    float mean = 0, square = 0;
    if (centred) {
        for (int j = 0; j < d; j++) mean += row[j] - row[0];
        mean = row[0] + mean / d;
    }
    for (int j = 0; j < d; j++) square += (row[j] - mean) * (row[j] - mean);
    float r = 1 / sqrt(square / d + epsilon);
    for (int j = 0; j < d; j++) y[n * d + j] = g[j] * ((row[j] - mean) * r) + (centred ? b[j] : 0);
    statistics[2 * n] = mean;
    statistics[2 * n + 1] = r;
}

/* dx = r (u − ū − x̂ mean(u x̂)) with u = g dy and x̂ = (x − m) r; ū only if the rows were `centred` */
kernel void normaliseBackward(global const float *x, global const float *statistics, global const float *g, int centred,
                              global const float *dy, global float *dx, int d, int rows)
{
    int n = get_global_id(0);
    if (n >= rows) return;
    global const float *row = x + n * d, *above = dy + n * d;
    float mean = statistics[2 * n], r = statistics[2 * n + 1], u = 0, ux = 0;
    for (int j = 0; j < d; j++) {
        u += g[j] * above[j];
        ux += g[j] * above[j] * (row[j] - mean);
    }
    u = centred ? u / d : 0;
    ux *= r / d;
    for (int j = 0; j < d; j++) dx[n * d + j] = r * (g[j] * above[j] - u - (row[j] - mean) * r * ux);
}

/* dg[j] += Σₙ dy[n,j] (x[n,j] − m[n]) r[n], one column a work item */
kernel void addGainGradient(global const float *x, global const float *statistics, global const float *dy, global float *dg,
                            int rows, int d)
{
    int j = get_global_id(0);
    if (j >= d) return;
    float sum = 0;
    for (int n = 0; n < rows; n++) sum += dy[n * d + j] * ((x[n * d + j] - statistics[2 * n]) * statistics[2 * n + 1]);
    dg[j] += sum;
}

/* sums[index[n], j] += x[n,j]. Several n may have the same index, so one work item does a whole column, in order. */
kernel void addRows(global const float *x, global const int *index, global float *sums, int rows, int d)
{
    int j = get_global_id(0);
    if (j >= d) return;
    for (int n = 0; n < rows; n++) sums[index[n] * d + j] += x[n * d + j];
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

/* x[n, index[i]] += y[n,i]. Several i may have the same index, so one work item does a whole row, in order. */
kernel void scatterAdd(global const float *y, int d, global const int *index, global float *x, int width, int rows)
{
    int n = get_global_id(0);
    if (n >= rows) return;
    for (int i = 0; i < d; i++) if (index[i] >= 0) x[n * width + index[i]] += y[n * d + i];
}
