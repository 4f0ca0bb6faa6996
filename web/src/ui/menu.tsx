import { DropdownMenu } from 'radix-ui';
import { useRef, useState, type ReactNode } from 'react';
import { cx } from './class-names.ts';

export interface MenuItem {
  id: string;
  label: string;
  icon?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  /** A mark beside the chosen one of a group. */
  checked?: boolean;
  onSelect: () => void;
}

interface MenuProps {
  /** The button that opens it; it must pass on its props and ref, as `IconButton` and `Button` do. */
  trigger: ReactNode;
  /** Groups are divided by a line. */
  groups: readonly (readonly MenuItem[])[];
  heading?: ReactNode;
  align?: 'start' | 'end';
  side?: 'top' | 'bottom' | 'right';
}

/** A menu of actions. */
export const Menu = ({ trigger, groups, heading, align = 'end', side = 'bottom' }: MenuProps) => {
  const triggerRef = useRef<HTMLButtonElement>(null);
  const [container, setContainer] = useState<HTMLElement | null>(null);
  /** Inside a modal dialog everything outside it is inert, so the menu opens inside. */
  const place = () => setContainer(triggerRef.current?.closest('dialog') ?? null);
  const chosen = useRef<(() => void) | null>(null);
  /** Runs after the menu is gone and its trigger has the focus, so that a dialog gives the focus back to the trigger. */
  const finish = (event: Event) => {
    if (!chosen.current) return;
    event.preventDefault();
    triggerRef.current?.focus();
    chosen.current();
    chosen.current = null;
  };
  return (
    // Not modal: the modal form injects style elements, which the page's content security policy refuses.
    <DropdownMenu.Root modal={false} onOpenChange={place}>
      <DropdownMenu.Trigger ref={triggerRef} asChild>
        {trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={container}>
        <DropdownMenu.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={finish}
          className="z-40 max-w-80 min-w-44 animate-appear rounded-lg bg-raised p-1 shadow-raised"
        >
          {heading && <div className="px-2.5 py-2">{heading}</div>}
          {groups.map((items, index) => (
            <DropdownMenu.Group key={items[0]?.id ?? index}>
              {(index > 0 || heading) && <DropdownMenu.Separator className="my-1 h-px bg-line" />}
              {items.map((item) => (
                <Entry key={item.id} item={item} onSelect={() => (chosen.current = item.onSelect)} />
              ))}
            </DropdownMenu.Group>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
};

const Entry = ({ item, onSelect }: { item: MenuItem; onSelect: () => void }) => (
  <DropdownMenu.Item
    onSelect={onSelect}
    {...(item.disabled && { disabled: true })}
    className={cx(
      'flex h-8 cursor-pointer items-center gap-2.5 rounded-sm px-2.5 outline-none select-none',
      'data-disabled:cursor-default data-disabled:opacity-50 data-highlighted:bg-hover',
      item.danger && 'text-failed',
    )}
  >
    {item.icon && <span className={cx('inline-flex', !item.danger && 'text-ink-3')}>{item.icon}</span>}
    <span className="grow truncate">{item.label}</span>
    {item.checked && <span aria-label="✓">✓</span>}
  </DropdownMenu.Item>
);
