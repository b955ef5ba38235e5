/// How parameters move: optimisers, schedules of their settings, and projections that keep weights in bounds.
package generative.optim;
