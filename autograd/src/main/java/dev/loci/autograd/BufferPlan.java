package dev.loci.autograd;

import dev.loci.tensor.kernel.Elements;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The arrays of a computation that is made again and again. At first each request gets a new array,
 * and it is noted when that is used; once {@link #settle settled}, the same requests are met from
 * arrays that serve one after another.
 */
final class BufferPlan {
  /** A request for an array, and the first and the last computation that use it. */
  private static final class Request {
    final Elements<?> elements;
    final int size;
    final int first;
    int last;
    @Nullable Object shared;

    Request(Elements<?> elements, int size, int first) {
      this.elements = elements;
      this.size = size;
      this.first = first;
      this.last = first;
    }

    boolean overlaps(Request other) {
      return first <= other.last && other.first <= last;
    }
  }

  private final List<Request> requests = new ArrayList<>();

  /** Keeps no array alive that nobody else needs: until it is settled, a plan costs no memory. */
  private final Map<Object, Request> byArray = new WeakHashMap<>(); // arrays equal themselves alone

  private boolean settled;
  private int next;

  /** The array for the next request; null if the request of before was another. */
  <A> @Nullable Object next(Elements<A> elements, int size, int computation) {
    if (!settled) {
      A array = elements.allocate(size);
      Request request = new Request(elements, size, computation);
      requests.add(request);
      byArray.put(array, request);
      return array;
    }
    if (next == requests.size()) {
      return null;
    }
    Request request = requests.get(next++);
    return request.elements.equals(elements) && request.size == size ? request.shared : null;
  }

  /** Notes that a computation uses an array; false if it is none of this plan. */
  boolean use(Object array, int computation) {
    Request request = byArray.get(array);
    if (request != null && !settled) {
      request.last = Math.max(request.last, computation);
    }
    return request != null;
  }

  /**
   * Shares the arrays. The largest requests choose first, each the smallest array that is large
   * enough and free for as long as it is needed.
   */
  void settle() {
    List<List<Request>> shared = new ArrayList<>(); // the users of each array, the largest first
    requests.stream()
        .sorted(Comparator.comparingInt((Request r) -> r.size).reversed())
        .forEach(request -> place(request, shared));
    byArray.clear();
    requests.forEach(request -> byArray.put(request.shared, request));
    settled = true;
  }

  private static void place(Request request, List<List<Request>> shared) {
    for (int i = shared.size() - 1; i >= 0; i--) {
      List<Request> users = shared.get(i);
      if (users.get(0).elements.equals(request.elements)
          && users.stream().noneMatch(request::overlaps)) {
        request.shared = users.get(0).shared;
        users.add(request);
        return;
      }
    }
    request.shared = request.elements.allocate(request.size);
    shared.add(new ArrayList<>(List.of(request)));
  }
}
