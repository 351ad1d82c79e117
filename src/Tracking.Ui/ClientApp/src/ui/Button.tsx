import type { ComponentProps, ReactNode } from 'react'
import { Icon, type IconName } from './icons'

type Kind = 'plain' | 'quiet' | 'primary' | 'danger' | 'small' | 'small quiet' | 'small danger'

const classes: Record<Kind, string> = {
  plain: '',
  quiet: ' q',
  primary: ' p',
  danger: ' danger',
  small: ' s',
  'small quiet': ' s q',
  'small danger': ' s danger',
}

interface ButtonProps extends ComponentProps<'button'> {
  kind?: Kind
  icon?: IconName
  /** Names a button that shows an icon only. */
  label?: string
  children?: ReactNode
}

export function Button({ kind = 'plain', icon, label, children, className = '', ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...(label && { 'aria-label': label, title: label })}
      {...rest}
      className={`b${classes[kind]}${children === undefined ? ' i' : ''} ${className}`}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

interface SegmentedProps<T extends string> {
  label: string
  value: T
  parts: readonly (readonly [T, string])[]
  onChange: (value: T) => void
}

export function Segmented<T extends string>({ label, value, parts, onChange }: SegmentedProps<T>) {
  return (
    <div className="seg" role="group" aria-label={label}>
      {parts.map(([part, text]) => (
        <button key={part} type="button" aria-pressed={part === value} onClick={() => onChange(part)}>
          {text}
        </button>
      ))}
    </div>
  )
}
