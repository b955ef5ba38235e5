/* Squared distances ‖x − s‖² = ‖x‖² + ‖s‖² − 2 x·s that are folded into one number a row of x as soon as they are
   known. The products x·s come in rows of `width` numbers, a multiple of 16. Behind the last s they are 0, and its norm
   is made ∞ there: such an s is infinitely far away and changes nothing. `from` is the first row of x among them. The items
   of a group share a row, see groups.cl. */

float16 distances(float xNorm, global const float *sNorms, global const float *products)
{
    float16 d = xNorm + vload16(0, sNorms) - 2 * vload16(0, products);
    return select(d, (float16) 0, d < 0);                                                /* NaN stays */
}

/* norms[n] = ‖x[n]‖² for the rows there are, ∞ behind them */
kernel void squaredNorms(global const float *x, int d, global float *norms, int rows)
{
    local float parts[MOST_ITEMS];
    int n = get_group_id(0);
    float16 squares = 0;                                      /* 16 short sums round less than a long one */
    for (int j = get_local_id(0) * LANES; n < rows && j < d; j += get_local_size(0) * LANES) {
        float16 v = load(x + n * d + j, 1, d - j, 0);
        squares = fma(v, v, squares);
    }
    float sum = sumOfAll(squares, parts);
    if (get_local_id(0) == 0) norms[n] = n < rows ? sum : INFINITY;
}

/* The least distance of each row; NaN if one of them is. */
kernel void leastDistance(global const float *products, int width, global const float *xNorms,
                          global const float *sNorms, int from, global float *least)
{
    local float parts[MOST_ITEMS];
    int n = get_group_id(0);
    float16 maxima = -INFINITY;                                                          /* of −‖x − s‖² */
    for (int m = get_local_id(0) * LANES; m < width; m += get_local_size(0) * LANES) {
        float16 d = -distances(xNorms[from + n], sNorms + m, products + n * width + m);
        maxima = select(maxima, d, d > maxima || d != d);
    }
    float max = largestOfAll(maxima, parts);
    if (get_local_id(0) == 0) least[from + n] = -max;
}

/* sums[at + n] = Σ exp(factor · (d − least)) */
kernel void sumOfExp(global const float *products, int width, global const float *xNorms, global const float *sNorms,
                     int from, global const float *least, float factor, global float *sums, int at)
{
    local float parts[MOST_ITEMS];
    int n = get_group_id(0);
    float16 sums16 = 0;
    for (int m = get_local_id(0) * LANES; m < width; m += get_local_size(0) * LANES)
        sums16 += exp(factor * (distances(xNorms[from + n], sNorms + m, products + n * width + m) - least[from + n]));
    float sum = sumOfAll(sums16, parts);
    if (get_local_id(0) == 0) sums[at + from + n] = sum;
}

/* The number of the nearest s, the first one in a tie, and its distance. A NaN is nowhere near. */
kernel void nearest(global const float *products, int width, global const float *xNorms, global const float *sNorms,
                    int from, global int *index, global float *distance)
{
    local float values[MOST_ITEMS];
    local int places[MOST_ITEMS];
    int n = get_group_id(0);
    float16 least = INFINITY;
    int16 where = 0;
    for (int m = get_local_id(0) * LANES; m < width; m += get_local_size(0) * LANES) {
        float16 d = distances(xNorms[from + n], sNorms + m, products + n * width + m);
        where = select(where, NUMBERS + m, d < least);
        least = select(least, d, d < least);
    }
    leastOfAll(least, where, values, places);
    if (get_local_id(0) == 0) {
        index[from + n] = places[0];
        distance[from + n] = values[0];
    }
}
