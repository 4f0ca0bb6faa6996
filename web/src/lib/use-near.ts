import { useEffect, useState, type RefObject } from 'react';

/** True from the moment the element comes near the visible part of the page; it stays true. */
export const useNear = (ref: RefObject<Element | null>, margin = '800px'): boolean => {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || isNear) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), {
      rootMargin: margin,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, margin, isNear]);
  return isNear;
};
