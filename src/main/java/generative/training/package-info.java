/// The loop that all chapters share: progress, log, checkpoint, resume.
///
/// A chapter's training is a [generative.training.Trainee]; [generative.training.TrainingLoop] runs it.
package generative.training;
