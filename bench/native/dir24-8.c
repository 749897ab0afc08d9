// The peer of the `addresses` bench: DIR-24-8 (Gupta, Lin, McKeown 1998) as routers in software have it. One 32-bit entry for each of
// the 16,777,216 blocks of 256 addresses; an entry with the top bit set leads to 256 entries of its own. Built by bench/prepare.
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#define BLOCKS (1u << 24)
#define LEAF 0x80000000u

static uint32_t *blocks;
static uint32_t *leaves;
static uint32_t leaf_count, leaf_room;

int dir_init(void) {
    blocks = aligned_alloc(2u << 20, (size_t)BLOCKS * 4);
    if (!blocks) return -1;
    madvise(blocks, (size_t)BLOCKS * 4, MADV_HUGEPAGE); // the peer gets its best: 2 MB pages where the system gives them
    for (uint32_t i = 0; i < BLOCKS; i++) blocks[i] = 0;
    leaf_count = 0;
    return 0;
}

static int put(uint32_t block, uint32_t from, uint32_t to, uint32_t value) {
    if (from == 0 && to == 255) {
        blocks[block] = value;
        return 0;
    }
    if (!(blocks[block] & LEAF)) {
        if (leaf_count == leaf_room) {
            leaf_room = leaf_room ? leaf_room * 2 : 1024;
            uint32_t *more = realloc(leaves, (size_t)leaf_room * 256 * 4);
            if (!more) return -1;
            leaves = more;
        }
        for (int i = 0; i < 256; i++) leaves[leaf_count * 256 + i] = blocks[block];
        blocks[block] = leaf_count++ | LEAF;
    }
    uint32_t *leaf = leaves + (size_t)(blocks[block] & ~LEAF) * 256;
    for (uint32_t i = from; i <= to; i++) leaf[i] = value;
    return 0;
}

// first and last address of a range, both inside; ranges do not overlap.
int dir_add(uint32_t first, uint32_t last, uint32_t value) {
    for (uint32_t block = first >> 8;; block++) {
        if (put(block, block == first >> 8 ? first & 255 : 0, block == last >> 8 ? last & 255 : 255, value)) return -1;
        if (block == last >> 8) return 0;
    }
}

static inline uint32_t look(uint32_t address) {
    uint32_t entry = blocks[address >> 8];
    return entry & LEAF ? leaves[((size_t)(entry & ~LEAF) << 8) | (address & 255)] : entry;
}

// The sum of all answers: what both sides must agree on.
uint64_t dir_sum(const uint32_t *addresses, uint64_t count) {
    uint64_t sum = 0;
    for (uint64_t i = 0; i < count; i++) sum += look(addresses[i]);
    return sum;
}
