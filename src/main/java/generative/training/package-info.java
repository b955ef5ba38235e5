/// The loop that all chapters share: progress, log, checkpoint, resume.
///
/// A chapter's training is a [generative.training.Trainee]; [generative.training.TrainingLoop] runs it, in one
/// thread: models, layers and optimisers are for one thread at a time; the threads that make them fast are inside the backend.
package generative.training;
