package generative.data;

import generative.UserException;
import generative.data.RemoteFile.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A data set that anybody may fetch: its name, its terms and its files.
///
/// @param name    also the name of its folder
/// @param licence in a few words
/// @param files   all that it is made of
public record PublicDataSet(String name, String licence, List<RemoteFile> files) {

    /// Who is told how a fetch comes along.
    public interface Watch {

        /// So many bytes of the file are on the disk.
        void received(RemoteFile file, long bytes);

        /// The file is whole, and this is the SHA-256 of its bytes.
        void verified(RemoteFile file, String sha256);

        /// The archive is being unpacked, which may take a while.
        void unpacking(RemoteFile file);
    }

    public PublicDataSet {
        files = List.copyOf(files);
    }

    /// The bytes that have to be fetched.
    public long size() {
        return files.stream().mapToLong(RemoteFile::size).sum();
    }

    /// Whether all that a loader needs lies in this folder.
    public boolean isIn(Path folder) {
        return files.stream().allMatch(f -> f.members().isEmpty() ? has(folder, f.name()) : unpacked(f, folder));
    }

    /// Whether something of it lies in this folder, but not all.
    public boolean isPartlyIn(Path folder) {
        return !isIn(folder) && files.stream().anyMatch(file -> has(folder, file.name())
                || has(folder, file.name() + ".part")
                || file.members().stream().anyMatch(member -> has(folder, member.name())));
    }

    /// Brings into this folder whatever is missing there: downloads, checks, unpacks, and removes what was unpacked.
    ///
    /// @return whether anything was missing
    public boolean fetch(Path folder, Download download, Watch watch) {
        boolean missing = false;
        for (RemoteFile file : files) {
            if (!file.members().isEmpty() && unpacked(file, folder)) continue;
            missing |= !Files.exists(folder.resolve(file.name()));
            Path whole = download.fetch(file, folder, watch);
            if (file.members().isEmpty()) continue;
            missing = true;
            watch.unpacking(file);
            Unpacking.unpack(whole, file.members(), folder);
            try {
                Files.delete(whole);
            } catch (IOException e) {
                throw new UserException("Cannot delete " + whole + " (" + AtomicFile.reason(e)
                        + "); all that is needed of it was unpacked, so delete it by hand.", e);
            }
        }
        return missing;
    }

    private static boolean has(Path folder, String name) {
        return Files.exists(folder.resolve(name))
                || name.endsWith(".gz") && Files.exists(folder.resolve(name.substring(0, name.length() - 3)));
    }

    private static boolean unpacked(RemoteFile file, Path folder) {
        for (Member member : file.members()) {
            Path path = folder.resolve(member.name());
            try {
                if (!Files.isRegularFile(path)) return false;
                if (member.size() != RemoteFile.SMALL && Files.size(path) != member.size()) return false;
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
