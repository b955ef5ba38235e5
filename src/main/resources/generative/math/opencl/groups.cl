/* What the work items of a group do together. They share a row of numbers, or 16 columns. On a CPU a group is one item, which has
   the row to itself; on a GPU it is 64, or most of it would lie idle. An item takes 16 numbers at a time, which fills the vector
   registers of a CPU; item l of W takes those from 16 l on, then those from 16 (l + W) on … What each has found they put
   together in local memory. Behind the end of a row stands what changes nothing. */

#define LANES 16
#define MOST_ITEMS 64
#define NUMBERS (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)

/* factor · 16 numbers, of which `left` are there */
float16 load(global const float *from, float factor, int left, float rest)
{
    if (left >= LANES) return factor * vload16(0, from);
    float lanes[LANES];
    for (int l = 0; l < LANES; l++) lanes[l] = l < left ? factor * from[l] : rest;
    return vload16(0, lanes);
}

void store(float16 v, global float *to, int left)
{
    float lanes[LANES];
    vstore16(v, 0, lanes);
    if (left >= LANES) vstore16(v, 0, to);
    else for (int l = 0; l < left; l++) to[l] = lanes[l];
}

/* the sum of 16 numbers of each item; all items are told */
float sumOfAll(float16 v, local float *parts)
{
    float8 eight = v.lo + v.hi;
    float4 four = eight.lo + eight.hi;
    parts[get_local_id(0)] = four.x + four.y + four.z + four.w;
    barrier(CLK_LOCAL_MEM_FENCE);
    float sum = 0;
    for (int l = 0; l < get_local_size(0); l++) sum += parts[l];
    barrier(CLK_LOCAL_MEM_FENCE);
    return sum;
}

/* the largest of 16 numbers of each item, NaN if one of them is; all items are told */
float largestOfAll(float16 v, local float *parts)
{
    float lanes[LANES], max = -INFINITY;
    vstore16(v, 0, lanes);
    for (int l = 0; l < LANES; l++) max = lanes[l] > max || lanes[l] != lanes[l] ? lanes[l] : max;
    parts[get_local_id(0)] = max;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int l = 0; l < get_local_size(0); l++) max = parts[l] > max || parts[l] != parts[l] ? parts[l] : max;
    barrier(CLK_LOCAL_MEM_FENCE);
    return max;
}

/* the least of 16 numbers of each item and its place, of equal ones the first; item 0 finds both at the head of the arrays */
void leastOfAll(float16 v, int16 where, local float *values, local int *places)
{
    float lanes[LANES];
    int at[LANES];
    vstore16(v, 0, lanes);
    vstore16(where, 0, at);
    for (int l = 1; l < LANES; l++) {
        if (lanes[l] < lanes[0] || (lanes[l] == lanes[0] && at[l] < at[0])) {
            lanes[0] = lanes[l];
            at[0] = at[l];
        }
    }
    values[get_local_id(0)] = lanes[0];
    places[get_local_id(0)] = at[0];
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int l = 1; get_local_id(0) == 0 && l < get_local_size(0); l++) {
        if (values[l] < values[0] || (values[l] == values[0] && places[l] < places[0])) {
            values[0] = values[l];
            places[0] = places[l];
        }
    }
}

/* the sums of 16 columns over all items; all of them are told */
float16 sumOfColumns(float16 v, local float (*parts)[LANES])
{
    if (get_local_size(0) == 1) return v;
    vstore16(v, 0, parts[get_local_id(0)]);
    barrier(CLK_LOCAL_MEM_FENCE);
    float16 sum = 0;
    for (int l = 0; l < get_local_size(0); l++) sum += vload16(0, parts[l]);
    barrier(CLK_LOCAL_MEM_FENCE);
    return sum;
}
