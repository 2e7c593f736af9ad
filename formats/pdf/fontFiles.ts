/**
 * The fonts in the order in which they are asked for a sign, and the signs that each is asked for: a
 * file is opened only when one of these occurs.
 */
import { createRequire } from 'node:module'

export type Weight = 'regular' | 'bold'

export interface FontFile {
  regular: string
  /** Where a font has no bold, the regular stands in for it. */
  bold: string
  /** Whether the font is asked for a sign, or for signs that belong together. */
  signs: RegExp
}

const { resolve } = createRequire(import.meta.url)

export const FONT_FILES: readonly [FontFile, ...FontFile[]] = [
  family('noto-sans', 'NotoSans', /^\P{Script=Devanagari}+$/u),
  family('noto-sans-arabic', 'NotoSansArabic', /\p{Script_Extensions=Arabic}/u),
  family('noto-sans-hebrew', 'NotoSansHebrew', /\p{Script_Extensions=Hebrew}/u),
  family('noto-sans-devanagari', 'NotoSansDevanagari', /\p{Script_Extensions=Devanagari}/u),
  family('noto-sans-thai', 'NotoSansThai', /\p{Script_Extensions=Thai}/u),
  family('noto-sans-kr', 'NotoSansKR', /\p{Script=Hangul}/u),
  family('noto-emoji', 'NotoEmoji', /[\p{Emoji_Presentation}\p{Emoji_Modifier}\uFE0F\u20E3]/u),
  family(
    'noto-sans-sc',
    'NotoSansSC',
    /[\p{Script_Extensions=Han}\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}\p{Script_Extensions=Bopomofo}\u2500-\u257F\u3000-\u33FF\uFE10-\uFE6F\uFF00-\uFFEF]/u,
  ),
  regularOnly('noto-sans-math', 'NotoSansMath', /[\p{Script=Common}\p{Script=Inherited}]/u),
  family('noto-sans-symbols', 'NotoSansSymbols', /[\p{Script=Common}\p{Script=Inherited}]/u),
  regularOnly(
    'noto-sans-symbols-2',
    'NotoSansSymbols2',
    /[\p{Script=Common}\p{Script=Inherited}\p{Script=Braille}]/u,
  ),
  family('noto-emoji', 'NotoEmoji', /\p{Extended_Pictographic}/u),
]

function family(name: string, file: string, signs: RegExp): FontFile {
  const folder = `@expo-google-fonts/${name}`
  return {
    regular: resolve(`${folder}/400Regular/${file}_400Regular.ttf`),
    bold: resolve(`${folder}/700Bold/${file}_700Bold.ttf`),
    signs,
  }
}

function regularOnly(name: string, file: string, signs: RegExp): FontFile {
  const regular = resolve(`@expo-google-fonts/${name}/400Regular/${file}_400Regular.ttf`)
  return { regular, bold: regular, signs }
}
