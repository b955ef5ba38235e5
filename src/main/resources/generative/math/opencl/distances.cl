/* Squared distances ‖x − s‖² = ‖x‖² + ‖s‖² − 2 x·s that are folded into one number a row of x as soon as they are
   known. The products x·s come in rows of `width` numbers, a multiple of 16. Behind the last s they are 0, and its norm
   is made ∞ there: such an s is infinitely far away and changes nothing. `from` is the first row of x among them. */

float16 distances(float xNorm, global const float *sNorms, global const float *products)
{
    float16 d = xNorm + vload16(0, sNorms) - 2 * vload16(0, products);
    return select(d, (float16) 0, d < 0);                                                /* NaN stays */
}

/* norms[n] = ‖x[n]‖² for the rows there are, ∞ up to `padded` */
kernel void squaredNorms(global const float *x, int d, global float *norms, int rows, int padded)
{
    int n = get_global_id(0);
    if (n >= padded) return;
    if (n >= rows) {
        norms[n] = INFINITY;
        return;
    }
    global const float *row = x + n * d;
    float16 squares = 0;                                      /* 16 short sums round less than a long one */
    int j = 0;
    for (; j + 16 <= d; j += 16) squares = fma(vload16(0, row + j), vload16(0, row + j), squares);
    float lanes[16], sum = 0;
    vstore16(squares, 0, lanes);
    for (int l = 0; l < 16; l++) sum += lanes[l];
    for (; j < d; j++) sum = fma(row[j], row[j], sum);
    norms[n] = sum;
}

/* The least distance of each row; NaN if one of them is. */
kernel void leastDistance(global const float *products, int width, global const float *xNorms,
                          global const float *sNorms, int from, global float *least, int rows)
{
    int n = get_global_id(0);
    if (n >= rows) return;
    float16 minima = INFINITY;
    for (int m = 0; m < width; m += 16) {
        float16 d = distances(xNorms[from + n], sNorms + m, products + n * width + m);
        minima = select(minima, d, d < minima || d != d);
    }
    float lanes[16], min = INFINITY;
    vstore16(minima, 0, lanes);
    for (int l = 0; l < 16; l++) min = lanes[l] < min || lanes[l] != lanes[l] ? lanes[l] : min;
    least[from + n] = min;
}

/* sums[at + n] = Σ exp(factor · (d − least)) */
kernel void sumOfExp(global const float *products, int width, global const float *xNorms, global const float *sNorms,
                     int from, global const float *least, float factor, global float *sums, int at,
                     int rows)
{
    int n = get_global_id(0);
    if (n >= rows) return;
    float16 total = 0;
    for (int m = 0; m < width; m += 16)
        total += exp(factor * (distances(xNorms[from + n], sNorms + m, products + n * width + m) - least[from + n]));
    float lanes[16], sum = 0;
    vstore16(total, 0, lanes);
    for (int l = 0; l < 16; l++) sum += lanes[l];
    sums[at + from + n] = sum;
}

/* The number of the nearest s, the first one in a tie, and its distance. A NaN is nowhere near. */
kernel void nearest(global const float *products, int width, global const float *xNorms, global const float *sNorms,
                    int from, global int *index, global float *distance, int rows)
{
    int n = get_global_id(0);
    if (n >= rows) return;
    float16 least = INFINITY;
    int16 where = 0, here = (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (int m = 0; m < width; m += 16, here += 16) {
        float16 d = distances(xNorms[from + n], sNorms + m, products + n * width + m);
        where = select(where, here, d < least);
        least = select(least, d, d < least);
    }
    float lanes[16], best = INFINITY;
    int places[16], at = 0;
    vstore16(least, 0, lanes);
    vstore16(where, 0, places);
    for (int l = 0; l < 16; l++) {
        if (lanes[l] < best || (lanes[l] == best && places[l] < at)) {
            best = lanes[l];
            at = places[l];
        }
    }
    index[from + n] = at;
    distance[from + n] = best;
}
