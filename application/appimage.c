/* The first part of the AppImage: a program that makes the squashfs image behind it readable, and starts what is in it.

   It follows the format (type 2, https://github.com/AppImage/AppImageSpec): the image begins where this ELF file
   ends, bytes 8 to 10 are "AI" and 2, and AppRun in the image is what is started. The image is mounted through FUSE
   with libfuse 3, which is inside, and the system's fusermount3. Where the system has no FUSE, the image is unpacked
   into the cache folder for this start and deleted after it.

   A process of its own, the keeper, answers the file system's requests. It ends when AppRun does: AppRun holds the
   one end of a pipe, which it does not know of, and the keeper sees it close.

   Built by application/appimage.py. */
#define _GNU_SOURCE
#include <squashfuse/squashfuse.h>
#ifndef FUSE_USE_VERSION
#define FUSE_USE_VERSION 32
#endif
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <fuse3/fuse.h>
#include <fuse3/fuse_lowlevel.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static sqfs image;

/* Our image is compressed with zstd; these stand in for libraries that squashfuse would bring along for the others. */
int uncompress(void *to, unsigned long *size, const void *from, unsigned long length) { return -1; }
int lzma_stream_buffer_decode(void *limit, unsigned flags, void *allocator, const void *from, size_t *from_at,
                              size_t length, void *to, size_t *to_at, size_t size) { return -1; }
int lzo1x_decompress_safe(const void *from, size_t length, void *to, size_t *size, void *work) { return -1; }
int LZ4_decompress_safe(const char *from, char *to, int length, int size) { return -1; }

/* --- Reading the image -------------------------------------------------------------------------------------------- */

static int find(const char *path, sqfs_inode *inode) {
    bool found = true;
    if (sqfs_inode_get(&image, inode, sqfs_inode_root(&image))) return -EIO;
    if (path[1] && sqfs_lookup_path(&image, inode, path + 1, &found)) return -EIO;
    return found ? 0 : -ENOENT;
}

static int read_attributes(const char *path, struct stat *about, struct fuse_file_info *info) {
    sqfs_inode inode;
    int failed = find(path, &inode);
    if (failed) return failed;
    memset(about, 0, sizeof *about);
    about->st_mode = inode.base.mode | sqfs_mode(inode.base.inode_type);
    about->st_nlink = inode.nlink;
    about->st_ino = inode.base.inode_number;
    about->st_mtime = about->st_ctime = about->st_atime = inode.base.mtime;
    about->st_uid = getuid();
    about->st_gid = getgid();
    if (S_ISREG(about->st_mode)) about->st_size = inode.xtra.reg.file_size;
    if (S_ISLNK(about->st_mode)) about->st_size = inode.xtra.symlink_size;
    about->st_blocks = (about->st_size + 511) / 512;
    return 0;
}

static int read_link(const char *path, char *target, size_t size) {
    sqfs_inode inode;
    int failed = find(path, &inode);
    if (failed) return failed;
    return sqfs_readlink(&image, &inode, target, &size) ? -EIO : 0;
}

static int list_folder(const char *path, void *list, fuse_fill_dir_t add, off_t from, struct fuse_file_info *info,
                       enum fuse_readdir_flags flags) {
    sqfs_inode inode;
    sqfs_dir folder;
    sqfs_dir_entry entry;
    sqfs_name name;
    sqfs_err error = SQFS_OK;
    int failed = find(path, &inode);
    if (failed) return failed;
    if (sqfs_dir_open(&image, &inode, &folder, 0)) return -ENOTDIR;
    sqfs_dentry_init(&entry, name);
    add(list, ".", NULL, 0, 0);
    add(list, "..", NULL, 0, 0);
    while (sqfs_dir_next(&image, &folder, &entry, &error)) add(list, sqfs_dentry_name(&entry), NULL, 0, 0);
    return error ? -EIO : 0;
}

static int open_file(const char *path, struct fuse_file_info *info) {
    sqfs_inode *inode = malloc(sizeof *inode);
    int failed = inode ? find(path, inode) : -ENOMEM;
    if (!failed && (info->flags & O_ACCMODE) != O_RDONLY) failed = -EROFS;
    if (failed) {
        free(inode);
        return failed;
    }
    info->fh = (uintptr_t)inode;
    return 0;
}

static int close_file(const char *path, struct fuse_file_info *info) {
    free((sqfs_inode *)(uintptr_t)info->fh);
    return 0;
}

/* The last blocks that were unpacked: the kernel asks for pieces of one, from several places in turn. */
static struct block {
    uint32_t inode;
    sqfs_off_t from, size;
    char *bytes;
} blocks[64];

static struct block *unpacked(sqfs_inode *inode, sqfs_off_t from) {
    static unsigned next;
    for (unsigned at = 0; at < 64; at++)
        if (blocks[at].bytes && blocks[at].inode == inode->base.inode_number && blocks[at].from == from)
            return &blocks[at];
    struct block *block = &blocks[next++ % 64];
    if (!block->bytes) block->bytes = malloc(image.sb.block_size);
    block->inode = 0;
    block->from = from;
    block->size = image.sb.block_size;
    if (!block->bytes || sqfs_read_range(&image, inode, from, &block->size, block->bytes)) return NULL;
    block->inode = inode->base.inode_number;
    return block;
}

static int read_file(const char *path, char *bytes, size_t size, off_t from, struct fuse_file_info *info) {
    sqfs_inode *inode = (sqfs_inode *)(uintptr_t)info->fh;
    size_t read = 0;
    while (read < size && from < (off_t)inode->xtra.reg.file_size) {
        off_t inside = from % image.sb.block_size;
        struct block *block = unpacked(inode, from - inside);
        if (!block) return -EIO;
        size_t piece = block->size - inside < (off_t)(size - read) ? (size_t)(block->size - inside) : size - read;
        memcpy(bytes + read, block->bytes + inside, piece);
        read += piece;
        from += piece;
    }
    return (int)read;
}

static void *set_up(struct fuse_conn_info *connection, struct fuse_config *config) {
    config->kernel_cache = 1; /* nothing in the image ever changes */
    config->entry_timeout = config->attr_timeout = config->negative_timeout = 3600;
    return NULL;
}

static const struct fuse_operations operations = {
    .init = set_up, .getattr = read_attributes, .readlink = read_link, .readdir = list_folder,
    .open = open_file, .read = read_file, .release = close_file,
};

/* --- Unpacking ---------------------------------------------------------------------------------------------------- */

static int unpack_file(const char *target, sqfs_inode *inode) {
    static char bytes[1 << 17];
    int to = open(target, O_WRONLY | O_CREAT | O_EXCL, inode->base.mode & 0777);
    sqfs_off_t at = 0, size = inode->xtra.reg.file_size;
    if (to < 0) return -1;
    while (at < size) {
        sqfs_off_t read = sizeof bytes;
        if (sqfs_read_range(&image, inode, at, &read, bytes) || read <= 0) break;
        if (write(to, bytes, read) != read) break;
        at += read;
    }
    return close(to) || at < size ? -1 : 0;
}

static int unpack_folder(const char *target, sqfs_inode *inode) {
    sqfs_dir folder;
    sqfs_dir_entry entry;
    sqfs_name name;
    sqfs_err error = SQFS_OK;
    if (mkdir(target, 0755) && errno != EEXIST) return -1;
    if (sqfs_dir_open(&image, inode, &folder, 0)) return -1;
    sqfs_dentry_init(&entry, name);
    while (sqfs_dir_next(&image, &folder, &entry, &error)) {
        sqfs_inode inside;
        char path[PATH_MAX], link[PATH_MAX];
        size_t size = sizeof link;
        int failed = 0;
        snprintf(path, sizeof path, "%s/%s", target, sqfs_dentry_name(&entry));
        if (sqfs_inode_get(&image, &inside, sqfs_dentry_inode(&entry))) return -1;
        if (S_ISDIR(sqfs_dentry_mode(&entry))) failed = unpack_folder(path, &inside);
        if (S_ISREG(sqfs_dentry_mode(&entry))) failed = unpack_file(path, &inside);
        if (S_ISLNK(sqfs_dentry_mode(&entry)))
            failed = sqfs_readlink(&image, &inside, link, &size) || symlink(link, path);
        if (failed) return -1;
    }
    return error ? -1 : 0;
}

static int unpack(const char *target) {
    sqfs_inode root;
    return find("/", &root) || unpack_folder(target, &root) ? -1 : 0;
}

static int delete_one(const char *path, const struct stat *about, int kind, struct FTW *at) { return remove(path); }

/* --- The keeper --------------------------------------------------------------------------------------------------- */

/* Mounts the image at `folder`, or unpacks it there; writes one byte to `ready` when it can be read, and puts all
   away when the last process that holds the other end of `held` is gone. */
static void keep(const char *folder, bool mounted, int ready, int held) {
    struct fuse *fuse = NULL;
    if (mounted) {
        char *words[] = {"posecoach", "-oro,nosuid,nodev,fsname=PoseCoach,subtype=posecoach", NULL};
        struct fuse_args arguments = FUSE_ARGS_INIT(2, words);
        fuse = fuse_new(&arguments, &operations, sizeof operations, NULL);
        if (!fuse || fuse_mount(fuse, folder)) return;
    }
    if ((!mounted && unpack(folder)) || write(ready, "+", 1) != 1) {
        nftw(folder, delete_one, 64, FTW_DEPTH | FTW_PHYS);
        return;
    }
    close(ready);
    struct fuse_session *session = fuse ? fuse_get_session(fuse) : NULL;
    struct pollfd wait[2] = {{held, 0, 0}, {session ? fuse_session_fd(session) : -1, POLLIN, 0}};
    struct fuse_buf request = {0};
    while (poll(wait, 2, -1) > 0 || errno == EINTR) {
        if (wait[0].revents) break;
        if (!wait[1].revents) continue;
        int size = fuse_session_receive_buf(session, &request);
        if (size == -EINTR || size == -EAGAIN) continue;
        if (size <= 0) break;
        fuse_session_process_buf(session, &request);
    }
    if (!mounted) nftw(folder, delete_one, 64, FTW_DEPTH | FTW_PHYS);
    if (mounted) fuse_unmount(fuse);
    rmdir(folder);
}

/* Starts the keeper, which is no child of this process; true when `folder` can be read. */
static bool start_keeper(const char *folder, bool mounted) {
    int ready[2], held[2];
    char answer;
    if (pipe(ready) || pipe(held)) return false;
    pid_t child = fork();
    if (child == 0) {
        if (fork()) _exit(0);
        setsid();
        int nothing = open("/dev/null", O_RDWR);
        for (int stream = 0; stream < 3; stream++) dup2(nothing, stream);
        close(ready[0]);
        close(held[1]);
        keep(folder, mounted, ready[1], held[0]);
        _exit(0);
    }
    close(ready[1]);
    close(held[0]);
    if (child > 0) waitpid(child, NULL, 0);
    bool well = child > 0 && read(ready[0], &answer, 1) == 1;
    close(ready[0]);
    if (!well) close(held[1]); /* else it stays open as long as this process, which becomes AppRun */
    return well;
}

/* --- Starting ----------------------------------------------------------------------------------------------------- */

static long end_of_program(const char *path) {
    Elf64_Ehdr head;
    int file = open(path, O_RDONLY);
    bool well = file >= 0 && read(file, &head, sizeof head) == sizeof head;
    close(file);
    return well ? (long)(head.e_shoff + (long)head.e_shentsize * head.e_shnum) : 0;
}

static bool new_folder(char *path, const char *parent, const char *name) {
    snprintf(path, PATH_MAX, "%s/%s-XXXXXX", parent, name);
    return mkdtemp(path) != NULL;
}

static bool folder_in_cache(char *path) {
    char parent[PATH_MAX];
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (cache && *cache) snprintf(parent, sizeof parent, "%s", cache);
    else snprintf(parent, sizeof parent, "%s/.cache", home ? home : "");
    mkdir(parent, 0700);
    return new_folder(path, parent, "posecoach") || new_folder(path, "/var/tmp", "posecoach");
}

static bool make_readable(char *folder, bool whole) {
    const char *temporary = getenv("TMPDIR");
    if (!whole && new_folder(folder, temporary ? temporary : "/tmp", ".mount_posecoach")) {
        if (start_keeper(folder, true)) return true;
        rmdir(folder);
    }
    if (!folder_in_cache(folder)) return false;
    if (!whole)
        fprintf(stderr, "There is no FUSE here (package fuse3), which makes the start quick. PoseCoach is unpacked "
                        "into %s for this start, and deleted from there at its end.\n", folder);
    if (start_keeper(folder, false)) return true;
    rmdir(folder);
    return false;
}

int main(int count, char **words) {
    char self[PATH_MAX] = "", folder[PATH_MAX], start[PATH_MAX + 8], here[PATH_MAX];
    sqfs_fd_t file;
    const char *wish = count > 1 ? words[1] : "";
    if (readlink("/proc/self/exe", self, sizeof self - 1) < 0) return perror("/proc/self/exe"), 1;
    long offset = end_of_program(self);
    if (!strcmp(wish, "--appimage-offset")) return printf("%ld\n", offset), 0;
    if (sqfs_fd_open(self, &file, true) || sqfs_init(&image, file, offset)) {
        fprintf(stderr, "%s is not whole. Download it again.\n", self);
        return 1;
    }
    if (!strcmp(wish, "--appimage-extract")) {
        if (unpack("squashfs-root")) return perror("squashfs-root"), 1;
        return puts("squashfs-root"), 0;
    }
    bool whole = !strcmp(wish, "--appimage-extract-and-run");
    if (whole) words++;
    if (!make_readable(folder, whole || getenv("APPIMAGE_EXTRACT_AND_RUN"))) {
        fprintf(stderr, "PoseCoach cannot be unpacked into %s: %s.\n", folder, strerror(errno));
        return 1;
    }
    setenv("APPIMAGE", self, 1);
    setenv("APPDIR", folder, 1);
    if (getcwd(here, sizeof here)) setenv("OWD", here, 1);
    snprintf(start, sizeof start, "%s/AppRun", folder);
    words[0] = start;
    execv(start, words);
    perror(start);
    return 1;
}
