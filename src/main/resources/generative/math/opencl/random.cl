/* CounterRandom.java says what the numbers are: number i of a stream is a function of its key, which comes mixed. */

uint randomBits(ulong key, uint i)
{
    uint x = i * 0x9e3779b9u + (uint) key;
    x = (x ^ x >> 16) * 0x21f0aaadu;
    x = (x ^ (uint) (key >> 32) ^ x >> 15) * 0x735a2d97u;
    return x ^ x >> 15;
}

/* y = scale · x where 24 random bits are below the limit, else 0 */
kernel void dropout(global const float *x, ulong key, int limit, float scale, global float *y, int length)
{
    int i = get_global_id(0);
    if (i < length) y[i] = (int) (randomBits(key, i) >> 8) < limit ? scale * x[i] : 0;
}

/* 1 where the random number is below p, else 0 */
kernel void bernoulli(global const float *p, ulong key, global float *y, int length)
{
    int i = get_global_id(0);
    if (i < length) y[i] = (float) (randomBits(key, i) >> 8) * 0x1p-24f < p[i] ? 1 : 0;
}

/* from + step · 24 random bits, but not above `last` */
kernel void uniformNumbers(ulong key, float from, float step, float last, global float *out, int length)
{
    int i = get_global_id(0);
    if (i < length) out[i] = min(last, from + step * (float) (randomBits(key, i) >> 8));
}

/* std √(−2 ln u₁) cos 2πu₂, or sin for the second number of a pair, 16 places behind the first */
kernel void gaussianNumbers(ulong key, float std, global float *out, int length)
{
    int i = get_global_id(0), first = i & ~16;
    if (i >= length) return;
    float u1 = (float) (randomBits(key, first) >> 1) * 0x1p-31f + 0x1p-32f;
    float turn = (float) (int) randomBits(key, first + 16) * 0x1p-31f;                  /* 2 u₂ */
    out[i] = std * sqrt(-2 * log(u1)) * (i == first ? cospi(turn) : sinpi(turn));
}
